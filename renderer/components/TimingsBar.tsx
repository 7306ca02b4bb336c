import './timings-bar.css';
import type { Timings } from '../../native/contract/http/detect.ts';

/** In the order they happen; colours of the Okabe-Ito palette. */
const PHASES = [
  { key: 'queue', label: 'Queue', colour: '#b8c0cc', does: 'Waiting for the detector' },
  { key: 'decode', label: 'Decode', colour: '#56b4e9', does: 'From bytes to upright pixels' },
  { key: 'tensor', label: 'Tensor', colour: '#009e73', does: 'Letterbox, normalisation and figures of the pixels' },
  { key: 'inference', label: 'Inference', colour: '#e69f00', does: 'The run of the model' },
  { key: 'postprocess', label: 'Post', colour: '#cc79a7', does: 'Candidates and suppression' },
] as const;

/** Three digits, the unit stands above them all: "142", "39.1", "0.33". */
const figure = (ms: number): string => ms.toFixed(ms >= 99.95 ? 0 : ms >= 9.995 ? 1 : 2);

/** Where the time of one image went. */
export function TimingsBar({ timings }: { timings: Timings }) {
  return (
    <section className="timings" aria-label="Timings">
      <h2>
        Timings in ms <span className="quiet">{figure(timings.total)} in all</span>
      </h2>
      <div className="timings-bar" aria-hidden>
        {PHASES.map(({ key, colour }) => (
          <span key={key} style={{ flexGrow: timings[key], background: colour }} />
        ))}
      </div>
      <dl className="timings-figures">
        {PHASES.map(({ key, label, colour, does }) => (
          <div key={key} title={does}>
            <dt>
              <span style={{ background: colour }} />
              {label}
            </dt>
            <dd>{figure(timings[key])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
