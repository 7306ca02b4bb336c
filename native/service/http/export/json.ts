import type { HistoryItem } from '../../../contract/http/history.ts';
import { type ExportPlan, thresholdNote } from './plan.ts';

/** One document, an item a line: the items of the API, and in an archive the path of the picture as `file_name`. */
export async function* writeJson(
  plan: ExportPlan,
  records: AsyncIterable<HistoryItem>,
  pathOf: ((item: HistoryItem) => string | null) | null,
): AsyncGenerator<string, void> {
  const head = {
    exported_at: plan.at.toISOString(),
    vigil: plan.version,
    thresholds: plan.thresholds,
    note: `${thresholdNote(plan)}.`,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  let separator = '\n';
  for await (const item of records) {
    yield separator + JSON.stringify(pathOf === null ? item : { ...item, file_name: pathOf(item) });
    separator = ',\n';
  }
  yield '\n]}\n';
}
