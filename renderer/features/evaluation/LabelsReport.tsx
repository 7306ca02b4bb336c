import type { LabelReport } from '../../../native/contract/http/evaluations.ts';
import { formatCount, plural } from '../../components/format.ts';

/** How the labels were read, and all that was left out, so that no figure is believed for more than it says. */
export function LabelsReport({ labels, otherClasses }: { labels: LabelReport; otherClasses: number }) {
  const { format, matched_by, names_file, unknown_classes, crowd_regions } = labels;
  const facts: readonly (readonly [string, string])[] = [
    ['Format', format === 'yolo' ? 'YOLO, one file an image' : 'COCO, one file'],
    ['Classes matched by', `${matched_by}${names_file === null ? '' : `, from ${names_file}`}`],
    ['Images without labels', formatCount(labels.images_without_labels)],
    ['Labels without image', formatCount(labels.labels_without_image)],
    ['Crowd regions', formatCount(crowd_regions)],
    ['Predictions of classes without a label', formatCount(otherClasses)],
  ];
  return (
    <section className="panel evaluation-section" aria-labelledby="labels-title">
      <h2 id="labels-title">Labels</h2>
      <dl className="evaluation-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {unknown_classes.length === 0 ? (
        <p>The model has every class of the labels.</p>
      ) : (
        <>
          <p>
            {plural(unknown_classes.length, 'class', 'classes')} of the labels{' '}
            {unknown_classes.length === 1 ? 'is' : 'are'} not the model's; their objects are left out:
          </p>
          <ul>
            {unknown_classes.map(({ class_name, objects }) => (
              <li key={class_name}>
                {class_name}, {plural(objects, 'object')}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
