import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { PrecisionRecallCurve } from '../../../native/contract/http/evaluations.ts';
import { formatScore } from '../../components/format.ts';
import { curvePoints } from './curve-points.ts';
import { formatRatio } from './evaluation-words.ts';

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const AXIS = { fontSize: 11, fill: 'var(--quiet)' } as const;

/** Precision over recall, of all classes and of one of them, with every tenth of it in a table. */
export function CurvePanel({ curve }: { curve: PrecisionRecallCurve }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const classId = chosen === null ? null : Number(chosen);
  const points = useMemo(() => curvePoints(curve, classId), [curve, classId]);
  const name = curve.per_class.find(({ class_id }) => class_id === classId)?.class_name;
  return (
    <section className="panel evaluation-section" aria-labelledby="curve-title">
      <div className="evaluation-heading">
        <h2 id="curve-title">Precision over recall, IoU 0.50</h2>
        <Select
          aria-label="Class beside all classes"
          placeholder="One class"
          data={curve.per_class.map(({ class_id, class_name }) => ({ value: String(class_id), label: class_name }))}
          value={chosen}
          onChange={setChosen}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'All classes only' }}
          w={180}
        />
      </div>
      <div className="evaluation-legend">
        <span>
          <i data-line="overall" /> all classes
        </span>
        {name !== undefined && (
          <span>
            <i data-line="chosen" /> {name}
          </span>
        )}
      </div>
      {/* The table behind it says the same in words. */}
      <div className="evaluation-chart" data-testid="pr-curve" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={points} margin={{ top: 8, right: 12, bottom: 18, left: 4 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--line)" strokeWidth={0.5} />
            <XAxis
              dataKey="recall"
              type="number"
              domain={[0, 1]}
              ticks={TICKS}
              tick={AXIS}
              stroke="var(--line)"
              label={{ value: 'recall', position: 'insideBottom', offset: -10, ...AXIS }}
            />
            <YAxis
              type="number"
              domain={[0, 1]}
              ticks={TICKS}
              tick={AXIS}
              stroke="var(--line)"
              width={48}
              label={{ value: 'precision', angle: -90, position: 'insideLeft', ...AXIS }}
            />
            <Tooltip
              isAnimationActive={false}
              formatter={(value) => formatRatio(Number(value))}
              labelFormatter={(recall) => `recall ${formatScore(Number(recall))}`}
              contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)', fontSize: 12 }}
            />
            <Line
              dataKey="overall"
              name="all classes"
              type="linear"
              stroke="var(--curve-overall)"
              strokeWidth={1.5}
              dot={false}
              isAnimationActive={false}
            />
            {name !== undefined && (
              <Line
                dataKey="chosen"
                name={name}
                type="linear"
                stroke="var(--curve-chosen)"
                strokeDasharray="5 3"
                strokeWidth={1.5}
                dot={false}
                isAnimationActive={false}
              />
            )}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <details>
        <summary>As a table</summary>
        <table className="evaluation-table" aria-label="Precision at each recall">
          <thead>
            <tr>
              <th scope="col">Recall</th>
              <th scope="col" className="number">
                All classes
              </th>
              {name !== undefined && (
                <>
                  <th scope="col" className="number">
                    {name}
                  </th>
                  <th scope="col" className="number">
                    at confidence
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {points
              .filter((_, at) => at % 10 === 0)
              .map((point) => (
                <tr key={point.recall}>
                  <th scope="row">{point.recall.toFixed(1)}</th>
                  <td className="number">{formatRatio(point.overall)}</td>
                  {name !== undefined && (
                    <>
                      <td className="number">{formatRatio(point.chosen ?? null)}</td>
                      <td className="number">{formatRatio(point.conf ?? null)}</td>
                    </>
                  )}
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
