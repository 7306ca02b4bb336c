import type { ModelCard } from '../../../native/contract/model.ts';
import { plural } from '../../components/format.ts';

/** What the file says of itself, word for word; closed at first, since it is long and seldom needed. */
export function MetadataTable({ card }: { card: ModelCard }) {
  const entries = Object.entries(card.metadata);
  if (entries.length === 0) return <p className="quiet metadata-none">The file carries no metadata.</p>;
  return (
    <details className="metadata">
      <summary>Metadata of the file, {plural(entries.length, 'entry', 'entries')}</summary>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(([key, value]) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
