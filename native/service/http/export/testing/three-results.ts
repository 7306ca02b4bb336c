import type { HistoryItem } from '../../../../contract/http/history.ts';
import type { ExportBody } from '../../../../contract/http/history-actions.ts';
import type { AppUnderTest } from '../../testing/app-under-test.ts';
import { keepResult, send } from '../../testing/history-request.ts';

/** Two pictures of one name and one with an awkward one, without detections; oldest first. */
export async function keepThreeResults(app: AppUnderTest): Promise<[HistoryItem, HistoryItem, HistoryItem]> {
  const ids = [
    await keepResult(app, 'bus.jpg', 'first', '?source=gate'),
    await keepResult(app, 'BUS.JPG', 'second', '?conf=0.5&iou=0.9'),
    await keepResult(app, '=HYPERLINK("x"), 写.jpg', 'third', '?classes=traffic%20light&source=-1'),
  ];
  const [first, second, third] = ids.map((id) => app.store.getInference(id));
  if (!first || !second || !third) throw new Error('A result is missing');
  return [first, second, third];
}

export type ExportRequest = Omit<ExportBody, 'images'> & { images?: boolean };

export const everything = { filter: {} };

/** Exports; an answer other than 200 is an error. */
export async function exportFrom(app: { url: string }, body: ExportRequest): Promise<Response> {
  const response = await send(app, 'exportInferences', { body });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return response;
}

export const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
