import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import type { ProviderAttempt, ProviderReport } from '../../../native/contract/provider.ts';
import { fileName, formatMs } from '../../components/format.ts';
import { providerInSentence } from './provider-name.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The truth of where a model runs, to follow its name: "runs on the CPU because CUDA failed". */
export function runsOn({ used, extent, node_share, fallback, attempts }: ProviderReport): string {
  const where = providerInSentence(used);
  if (extent === 'none') return `was made for ${where}, but nothing of it runs there`;
  const share = node_share?.[used];
  const part = extent === 'all' ? '' : share === undefined ? 'in part ' : `for ${percent(share)} `;
  const having = (wanted: ProviderAttempt['outcome']) =>
    attempts.filter(({ outcome }) => outcome === wanted).map(({ provider }) => providerInSentence(provider));
  const failed = having('failed');
  const slower = having('slower');
  const reasons = [
    ...(fallback && failed.length > 0 ? [`${list.format(failed)} failed`] : []),
    ...(slower.length > 0 ? [`${list.format(slower)} ${slower.length === 1 ? 'is' : 'are'} slower`] : []),
  ];
  const why = reasons.length > 0 ? ` because ${list.format(reasons)}` : '';
  return `runs ${part}on ${where}${why}`;
}

/** The first line of the page: what is loaded, where it runs and how fast. */
export function modelsSentence(status: ConsoleStatus | undefined): string {
  if (status === undefined) return 'Asking the console for its model';
  const { model, provider, run_ms, loading } = status;
  if (model === null) return loading === null ? 'No model is loaded' : `${fileName(loading.path)} is being loaded`;
  const runs = provider === null ? 'is loaded' : runsOn(provider);
  const speed = run_ms === null ? '' : `, ${formatMs(run_ms)} a run`;
  return `${model.name} ${runs}${speed}`;
}
