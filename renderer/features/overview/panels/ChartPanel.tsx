import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { SeriesChart, type SeriesSpec } from '../../charts/SeriesChart.tsx';
import { PanelFrame } from './PanelFrame.tsx';

/** Pixels of the lines with their axes: in a panel of a quarter, and in a wider one. */
export const CHART_HEIGHT = { small: 136, usual: 184 } as const;

interface ChartPanelProps {
  spec: SeriesSpec;
  of?: string;
  /** What would fill it, where there is nothing. */
  empty: string;
  height?: number;
  /** A switch beside the one for the table. */
  choice?: ReactNode;
}

const icon = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

/** A panel with metrics over the range of the page, as lines or as a table. */
export function ChartPanel({ spec, of, empty, height = CHART_HEIGHT.usual, choice }: ChartPanelProps) {
  const [asTable, setAsTable] = useState(false);
  const label = asTable ? 'Show as lines' : 'Show as a table';
  return (
    <PanelFrame
      title={spec.title}
      {...(of !== undefined && { of })}
      action={
        <div className="overview-panel-actions">
          {choice}
          <Tooltip label={label}>
            <ActionIcon aria-label={`${label}: ${spec.title}`} onClick={() => setAsTable(!asTable)}>
              {asTable ? <IconChartLine {...icon} /> : <IconTable {...icon} />}
            </ActionIcon>
          </Tooltip>
        </div>
      }
    >
      <SeriesChart spec={spec} height={height} asTable={asTable} empty={`No results in this time. ${empty}`} />
    </PanelFrame>
  );
}
