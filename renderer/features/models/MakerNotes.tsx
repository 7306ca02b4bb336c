import './maker-notes.css';
import type { ModelCardNotes } from '../../../native/contract/model-card-notes.ts';
import { useModelCard } from '../../api/queries.ts';
import { formatCount } from '../../components/format.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { type Fact, FactList } from './FactList.tsx';

const share = (value: number): string => value.toFixed(3);

function Figures({ figures }: Pick<ModelCardNotes, 'figures'>) {
  const counted = figures.some(({ images }) => images !== undefined);
  return (
    <table className="small-table">
      <caption className="quiet">Measured by its maker: mean average precision, 0 to 1</caption>
      <thead>
        <tr>
          <th scope="col">Condition</th>
          <th scope="col" className="number" title="At an overlap of 0.5">
            mAP50
          </th>
          <th scope="col" className="number" title="The mean over overlaps of 0.5 to 0.95">
            mAP50-95
          </th>
          {counted && (
            <th scope="col" className="number">
              Images
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {figures.map(({ condition, map50, map50_95, images }) => (
          <tr key={condition}>
            <td>{condition}</td>
            <td className="number">{share(map50)}</td>
            <td className="number">{share(map50_95)}</td>
            {counted && <td className="number">{images === undefined ? '' : formatCount(images)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Notes({ notes }: { notes: ModelCardNotes }) {
  const { how_trained, trained_on, figures, limits, licence } = notes;
  const facts: Fact[] = [
    { label: 'Training', value: how_trained },
    { label: 'Data', value: trained_on },
    { label: 'Licence', value: licence },
  ];
  return (
    <>
      <div>
        <h3>What its maker says</h3>
        <FactList facts={facts} />
      </div>
      {figures.length > 0 && (
        <div>
          <h3>How good it is</h3>
          <Figures figures={figures} />
        </div>
      )}
      {limits.length > 0 && (
        <div>
          <h3>What it is not made for</h3>
          <ul>
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** The card that lies beside a model: how it was made, how good it is, what it is not for. Most models have none. */
export function MakerNotes({ id, name, asked = true }: { id: string; name: string; asked?: boolean }) {
  const { data, error, refetch } = useModelCard(id, asked);
  const notes = data?.notes ?? null;
  if (error === null && notes === null) return null;
  return (
    <section className="maker-notes" aria-label={`What the maker of ${name} says`} data-testid="maker-notes">
      {notes === null ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Notes notes={notes} />}
    </section>
  );
}
