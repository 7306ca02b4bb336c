import type { ModelMemory, ProcessFacts } from '../../../native/contract/http/system.ts';
import { FigureValue } from './FigureValue.tsx';
import { formatCores, formatMemory } from './figures.ts';

const ROLES: Readonly<Record<ProcessFacts['role'], { name: string; does: string }>> = {
  service: { name: 'Service', does: 'Answers on the app port and keeps history; runs no model' },
  detector: { name: 'Detector', does: 'Decodes images and runs the model' },
};

function modelWords({ kind, bytes, reason }: ModelMemory): string {
  const where = kind === 'gpu' ? 'GPU memory' : 'host memory';
  return bytes === null
    ? `How much ${where} the model holds is not known. ${reason ?? ''}`
    : `The model runs on the ${kind === 'gpu' ? 'GPU' : 'processor'} and holds ${formatMemory(bytes)} of ${where}.`;
}

/** The processes of this console. */
export function ProcessTable({
  processes,
  modelMemory,
}: {
  processes: readonly ProcessFacts[];
  modelMemory: ModelMemory | null;
}) {
  return (
    <section className="panel system-table" aria-label="Processes of this console">
      <h2>Processes of this console</h2>
      <p className="quiet">{modelMemory === null ? 'No detector runs a model.' : modelWords(modelMemory)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Process</th>
            <th scope="col" className="number">
              Process id
            </th>
            <th scope="col" className="number">
              Processor
            </th>
            <th scope="col" className="number">
              Memory
            </th>
            <th scope="col" className="number">
              GPU memory
            </th>
          </tr>
        </thead>
        <tbody>
          {processes.map(({ role, pid, rss_bytes, cpu_cores, gpu_memory_bytes, not_reported: reasons }) => (
            <tr key={pid}>
              <th scope="row" title={ROLES[role].does}>
                {ROLES[role].name}
              </th>
              <td className="number">{pid}</td>
              <td className="number">
                <FigureValue value={cpu_cores} reason={reasons.cpu_cores} format={formatCores} />
              </td>
              <td className="number">
                <FigureValue value={rss_bytes} reason={reasons.rss_bytes} format={formatMemory} />
              </td>
              <td className="number">
                <FigureValue value={gpu_memory_bytes} reason={reasons.gpu_memory_bytes} format={formatMemory} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
