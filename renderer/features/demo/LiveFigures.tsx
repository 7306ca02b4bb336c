import './figures.css';
import type { DemoRun } from '../../../native/contract/http/demo.ts';
import { formatCount, formatScore, plural } from '../../components/format.ts';
import { Sparkline } from '../../components/Sparkline.tsx';
import { percent } from './demo-sentence.ts';
import { demoTrace, type TracedFigure } from './demo-trace.ts';

interface Figure {
  key: TracedFigure;
  label: string;
  /** What it is of, small beside it. */
  of: string;
  format: (value: number) => string;
  /** Of its drawing. */
  high: number;
}

const FIGURES: readonly Figure[] = [
  { key: 'recall', label: 'Recall', of: 'of the parts are found', format: percent, high: 1 },
  { key: 'precision', label: 'Precision', of: 'of the detections are right', format: percent, high: 1 },
  { key: 'mean_confidence', label: 'Confidence', of: 'mean score of detections', format: formatScore, high: 1 },
  {
    key: 'brightness',
    label: 'Brightness',
    of: 'of 255, mean of the pictures',
    format: (v) => v.toFixed(0),
    high: 255,
  },
];

/** How the last 50 pictures were answered, against what is known to lie in them, and how that went over the run. */
export function LiveFigures({ run }: { run: DemoRun | null }) {
  const course = run === null ? [] : demoTrace.note(run);
  return (
    <dl className="demo-figures" aria-label={`Figures of the last ${plural(run?.last_50.pictures ?? 0, 'picture')}`}>
      {FIGURES.map(({ key, label, of, format, high }) => {
        const value = run?.last_50[key] ?? null;
        return (
          <div key={key} data-figure={key}>
            <dt>{label}</dt>
            <dd>
              <strong>{value === null ? '–' : format(value)}</strong>
              <span className="quiet">{value === null ? 'not known yet' : of}</span>
            </dd>
            <dd className="demo-figure-course" aria-hidden>
              <Sparkline values={course.map((point) => point[key])} low={0} high={high} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

const perSecond = (rate: number) => Number(rate.toFixed(1));

/** What the run has come to so far, and how fast. */
export function RunCounts({ run }: { run: DemoRun }) {
  const { pictures, results, errors, skipped, achieved_rate, rate, ended_at } = run;
  return (
    <p className="quiet demo-counts" data-testid="demo-counts">
      <span>{plural(pictures, 'picture')}</span>
      <span>{plural(results, 'result')}</span>
      {errors > 0 && <span>{plural(errors, 'error')}</span>}
      {skipped > 0 && (
        <span title="Turns that passed without a picture, since two were under way or the queue was full">
          {formatCount(skipped)} skipped
        </span>
      )}
      {ended_at === null && (
        <span>
          {perSecond(achieved_rate)} of {perSecond(rate)} a second
        </span>
      )}
    </p>
  );
}
