import { useMemo } from 'react';
import type { AlertRule, AlertRuleBody } from '../../../native/contract/http/alert-rules.ts';
import type { Alert, Silence, SilenceBody } from '../../../native/contract/http/alerts.ts';
import { call } from '../../api/client.ts';
import { toast, toastProblem, toastWithUndo } from '../../components/undo-toast.tsx';
import { useForgetAlerts } from './alert-queries.ts';
import { labelWords, matcherWords } from './alert-words.ts';
import { rememberedAuthor, signed } from './author.ts';
import { bodyOf, draftOf, type RuleDraft } from './rule-draft.ts';

const nameOf = (alert: Pick<Alert, 'name' | 'labels'>) => [alert.name, labelWords(alert)].filter(Boolean).join(', ');

export interface AlertActions {
  /** Never rejects: a refusal is said. */
  acknowledge: (alert: Alert, words?: { comment?: string; author: string }) => Promise<void>;
  /** Never rejects either. */
  unacknowledge: (alert: Alert) => Promise<void>;
  /** Rejects where it is refused. */
  silence: (body: SilenceBody) => Promise<void>;
  /** Never rejects. */
  endSilence: (silence: Silence) => Promise<void>;
  /** Rejects where it is refused. Undo puts back what `rule` says. */
  setRule: (rule: AlertRule, draft: RuleDraft, done: string) => Promise<void>;
}

/** What can be done about alerts; each says what it did, and offers to take it back. */
export function useAlertActions(): AlertActions {
  const forget = useForgetAlerts();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it does the same in every render
  return useMemo(() => {
    const takeBack = async (id: number) => {
      await call('unacknowledgeAlert', { params: { id } });
      await forget();
    };
    const end = async (id: number) => {
      await call('endSilence', { params: { id } });
      await forget();
    };
    const put = async (name: string, body: AlertRuleBody) => {
      await call('putAlertRule', { params: { name }, json: body });
      await forget();
    };
    return {
      async acknowledge(alert, words = { author: rememberedAuthor() }) {
        const { comment = '', author } = words;
        const json = { ...signed(author), ...(comment.trim() !== '' && { comment: comment.trim() }) };
        try {
          await call('acknowledgeAlert', { params: { id: alert.id }, json });
          await forget();
          toastWithUndo(`${nameOf(alert)} acknowledged`, () => takeBack(alert.id));
        } catch (error) {
          toastProblem(error);
        }
      },
      async unacknowledge(alert) {
        try {
          await takeBack(alert.id);
          toast(`${nameOf(alert)} is no longer acknowledged`);
        } catch (error) {
          toastProblem(error);
        }
      },
      async silence(body) {
        const { id } = await call('addSilence', { json: body });
        await forget();
        toastWithUndo(`Silenced: ${matcherWords(body.matchers)}`, () => end(id));
      },
      async endSilence({ id, matchers, expression, comment, author, ends_at }) {
        try {
          await end(id);
          if (Object.keys(matchers).length === 0) {
            // What only Alertmanager can state is made again there alone.
            toast(`No longer silenced: ${expression ?? ''}`);
            return;
          }
          const again = { matchers, comment, ends_at, ...(author !== null && { author }) };
          toastWithUndo(`No longer silenced: ${matcherWords(matchers)}`, async () => {
            await call('addSilence', { json: again });
            await forget();
          });
        } catch (error) {
          toastProblem(error);
        }
      },
      async setRule(rule, draft, done) {
        await put(rule.name, bodyOf(draft, rule));
        toastWithUndo(done, () => put(rule.name, bodyOf(draftOf(rule), rule)));
      },
    };
  }, []);
}
