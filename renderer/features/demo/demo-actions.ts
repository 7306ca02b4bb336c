import type { DemoKnobsBody, DemoRun, DemoStatus } from '../../../native/contract/http/demo.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { queryClient } from '../../api/query-client.ts';
import { plural } from '../../components/format.ts';
import { toast, toastProblem } from '../../components/undo-toast.tsx';
import { offerUndo } from '../history/history-actions.ts';
import { chooseChange, forgetChoice, getChoice, nextStart } from './demo-choice.ts';
import { DEMO_KEY, isOn } from './demo-query.ts';
import { KnobSender } from './knob-sender.ts';

/** An answer that was on its way before the change would show the line as it was. */
async function change(ask: () => Promise<DemoStatus>): Promise<void> {
  await queryClient.cancelQueries({ queryKey: DEMO_KEY });
  const status = await ask();
  await queryClient.cancelQueries({ queryKey: DEMO_KEY });
  queryClient.setQueryData<DemoStatus>(DEMO_KEY, status);
  // The cache tells the page in a task of its own; until then what the user set must not be taken for settled.
  await new Promise((told) => setTimeout(told));
}

const known = () => queryClient.getQueryData<DemoStatus>(DEMO_KEY);

/** The knobs of the running line, for every slider of this window. */
export const knobSender = new KnobSender({
  send: (body) => change(() => call('putDemoKnobs', { json: body })),
  onFailure: toastProblem,
});

/** Starts the line, or starts it anew, with what is chosen. Rejects with an ApiProblem. */
export async function startDemo(): Promise<void> {
  const next = nextStart(getChoice(), known()?.run ?? null);
  knobSender.drop();
  await change(() => call('startDemo', { json: next }));
  forgetChoice();
}

export async function stopDemo(): Promise<void> {
  knobSender.drop();
  await change(() => call('stopDemo'));
}

/** Changes conditions or rate: at once while the line runs, else for the next start. */
export function changeDemo(body: DemoKnobsBody, run: DemoRun | null): void {
  if (isOn(known())) return knobSender.change(body);
  const { rate, knobs } = body;
  chooseChange({ ...(rate !== undefined && { rate }), ...(knobs !== undefined && { knobs }) }, run);
}

/** Deletes every result of the line and offers to take that back. */
export async function clearDemo(): Promise<void> {
  const deletion = await call('clearDemo');
  if (deletion.count === 0) return toast('The demo line has no results to clear');
  await offerUndo(queryClient, {
    deletions: [deletion],
    loaded: [],
    byFilter: true,
    words: (count) => `${plural(count, 'result')} of the demo line cleared`,
  });
  void queryClient.invalidateQueries({ queryKey: KEYS.status });
}
