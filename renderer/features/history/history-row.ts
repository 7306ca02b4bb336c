import type { HistoryItem } from '../../../native/contract/http/history.ts';
import { classColour } from '../../components/class-colours.ts';
import { summariseClasses } from '../../components/image-stage/view.ts';

/** The boxes of one colour as one SVG path, in pixels of the upright original image. */
export interface Outline {
  colour: string;
  path: string;
}

/** A result as gallery and table show it: what a cell needs is made once, when its page arrives. */
export interface HistoryRow {
  id: number;
  at: string;
  name: string;
  source: string | null;
  /** Size of the upright original image in pixels. */
  width: number;
  height: number;
  model: string;
  count: number;
  /** Score of the best detection, 0 to 1; null when there is none. */
  best: number | null;
  /** "4 person, 1 bus"; empty when nothing was found. */
  classes: string;
  outlines: readonly Outline[];
  totalMs: number;
  hasThumbnail: boolean;
  hasImage: boolean;
  pinned: boolean;
}

/** More boxes than these cannot be told apart on a thumbnail. */
const MOST_BOXES = 40;

function outlinesOf(detections: HistoryItem['detections']): Outline[] {
  const paths = new Map<string, string>();
  for (const { class_name, box } of detections.slice(0, MOST_BOXES)) {
    const [x1, y1, x2, y2] = box.map(Math.round) as [number, number, number, number];
    const colour = classColour(class_name);
    paths.set(colour, `${paths.get(colour) ?? ''}M${x1} ${y1}H${x2}V${y2}H${x1}z`);
  }
  return [...paths].map(([colour, path]) => ({ colour, path }));
}

export function toRow(item: HistoryItem): HistoryRow {
  const { detections } = item;
  return {
    id: item.inference_id,
    at: item.at,
    name: item.name,
    source: item.source,
    width: item.width,
    height: item.height,
    model: item.model.name,
    count: detections.length,
    best: detections.length === 0 ? null : Math.max(...detections.map(({ score }) => score)),
    classes: summariseClasses(detections, 3),
    outlines: outlinesOf(detections),
    totalMs: item.timings_ms.total,
    hasThumbnail: item.has_thumbnail,
    hasImage: item.has_image,
    pinned: item.pinned,
  };
}

/** Whether one result stands above another in history: newest first, of the same moment the higher number. */
export function isNewer(a: { at: string; id: number }, b: { at: string; id: number }): boolean {
  const difference = Date.parse(a.at) - Date.parse(b.at);
  return difference > 0 || (difference === 0 && a.id > b.id);
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const shortClock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const year = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/**
 * Local time for a narrow place: "14:02:31" today, else "18 Nov, 14:02:31", of another year with that year. `brief`
 * leaves the seconds of other days out.
 */
export function formatMoment(iso: string, now: Date, brief = false): string {
  const moment = new Date(iso);
  if (moment.toDateString() === now.toDateString()) return clock.format(moment);
  const date = moment.getFullYear() === now.getFullYear() ? day : year;
  return `${date.format(moment)}, ${(brief ? shortClock : clock).format(moment)}`;
}
