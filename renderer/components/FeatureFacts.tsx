import './feature-facts.css';
import './image-stage/visually-hidden.css';
import type { Features } from '../../native/contract/features.ts';
import { featureFigures } from './feature-figures.ts';

/** The figures of one image that drift is watched on, under the thresholds that it was answered with. */
export function FeatureFacts({ features }: { features: Features }) {
  return (
    <section className="feature-facts" aria-label="Features">
      <h2>
        Features <span className="quiet">as answered</span>
      </h2>
      <dl>
        {featureFigures(features).map(({ label, value, note }) => (
          <div key={label} title={note}>
            <dt>{label}</dt>
            <dd>
              {value ?? (
                <span className="quiet">
                  <span aria-hidden>–</span>
                  <span className="visually-hidden">{note}</span>
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
