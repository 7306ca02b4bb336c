import { useMemo } from 'react';
import type { AlertRule, AlertRuleBody } from '../../../native/contract/http/alert-rules.ts';
import type { Alert, Silence, SilenceBody } from '../../../native/contract/http/alerts.ts';
import { call } from '../../api/client.ts';
import { toast, toastProblem, toastWithUndo } from '../../components/undo-toast.tsx';
import type { Several } from './alert-groups.ts';
import { useForgetAlerts } from './alert-queries.ts';
import { labelWords, matcherWords } from './alert-words.ts';
import { rememberedAuthor, signed } from './author.ts';
import { countWords } from './group-words.ts';
import { bodyOf, draftOf, type RuleDraft } from './rule-draft.ts';

/** "HighPSI, brightness", or "HighPSI, 8 features". */
function nameOf(alerts: Several<Alert>): string {
  const [first, ...others] = alerts;
  return [first.name, others.length === 0 ? labelWords(first) : countWords(alerts)].filter(Boolean).join(', ');
}

export interface AlertActions {
  /** Of one rule. Never rejects: a refusal is said. */
  acknowledge: (alerts: Several<Alert>, words?: { comment?: string; author: string }) => Promise<void>;
  /** Never rejects either. */
  unacknowledge: (alerts: Several<Alert>) => Promise<void>;
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
    const takeBack = async (alerts: readonly Alert[]) => {
      await Promise.all(alerts.map(({ id }) => call('unacknowledgeAlert', { params: { id } })));
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
      async acknowledge(alerts, words = { author: rememberedAuthor() }) {
        const { comment = '', author } = words;
        const json = { ...signed(author), ...(comment.trim() !== '' && { comment: comment.trim() }) };
        const answers = await Promise.allSettled(
          alerts.map(({ id }) => call('acknowledgeAlert', { params: { id }, json })),
        );
        await forget();
        const [first, ...others] = alerts.filter((_, at) => answers[at]?.status === 'fulfilled');
        if (first !== undefined) {
          const done: Several<Alert> = [first, ...others];
          toastWithUndo(`${nameOf(done)} acknowledged`, () => takeBack(done));
        }
        const refused = answers.find((answer) => answer.status === 'rejected');
        if (refused !== undefined) toastProblem(refused.reason);
      },
      async unacknowledge(alerts) {
        try {
          await takeBack(alerts);
          toast(`${nameOf(alerts)} no longer acknowledged`);
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
