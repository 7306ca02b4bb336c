import './overview.css';
import { Button, Skeleton } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { type CSSProperties, memo, useEffect, useMemo, useState } from 'react';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import { useAlerts } from '../../api/alerts.ts';
import { useConnection } from '../../api/queries.ts';
import { type Command, useRegisterCommands } from '../../app/commands.ts';
import { ChartGroupContext } from '../../components/charts/chart-group.ts';
import { FirstLine } from '../../components/FirstLine.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { SeenPlace } from '../../components/seen.tsx';
import { TimeRangeBar } from '../charts/TimeRangeBar.tsx';
import { useRangedGroup } from '../charts/use-chart-range.ts';
import { type DemoView, isOn, statusOf, useDemo } from '../demo/demo-query.ts';
import { DropOverlay } from '../detect/DropOverlay.tsx';
import { FirstRun } from './FirstRun.tsx';
import { KpiStrip } from './KpiStrip.tsx';
import { useLatest } from './latest-results.ts';
import { overviewSentence } from './overview-sentence.ts';
import { PANELS } from './panels/index.ts';
import type { OverviewPanel } from './panels/types.ts';
import { useOverviewIntake } from './use-overview-intake.ts';

type Spans = CSSProperties & Record<'--narrow' | '--usual' | '--wide' | '--rows', number>;

const spansOf = ({ columns, wide = columns, narrow = 12, rows = 1 }: OverviewPanel): Spans => ({
  '--narrow': narrow,
  '--usual': columns,
  '--wide': wide,
  '--rows': rows,
});

function Sentence({ connected, status, demo }: Pick<DashboardProps, 'connected' | 'status' | 'demo'>) {
  const lastAt = useLatest().data?.[0]?.at ?? null;
  const demoFailed = statusOf(demo)?.line.state === 'failed';
  const { data, error } = useAlerts();
  // Before the first answer nothing is held against them: the panel says that they are asked for.
  const firing =
    error !== null
      ? null
      : (data?.alerts ?? []).filter((alert) => alert.state === 'firing' && alert.inhibited_by === null);
  return overviewSentence({ connected, status, lastAt, now: Date.now(), demoFailed, firing });
}

/** The status changes twice a second, and what does not show it must not be drawn again with it. */
const Panels = memo(function Panels() {
  return PANELS.map((panel) => (
    <SeenPlace key={panel.id} className="overview-place" style={spansOf(panel)}>
      <panel.component />
    </SeenPlace>
  ));
});

interface DashboardProps {
  connected: boolean;
  status: ConsoleStatus;
  demo: DemoView;
  onImages: () => void;
  /** The demo line was started at the doors, which are gone: the focus moves on to it. */
  fromDoors: boolean;
}

function Dashboard({ connected, status, demo, onImages, fromDoors }: DashboardProps) {
  const charts = useRangedGroup();
  useEffect(() => {
    if (fromDoors) document.getElementById('demo-line')?.focus();
  }, [fromDoors]);
  return (
    <>
      <FirstLine
        actions={
          <Button leftSection={<IconPhotoPlus size={16} aria-hidden />} onClick={onImages}>
            Choose images
          </Button>
        }
      >
        <Sentence connected={connected} status={status} demo={demo} />
      </FirstLine>
      <KpiStrip status={status} />
      <TimeRangeBar />
      <ChartGroupContext value={charts}>
        <div className="overview-grid">
          <Panels />
        </div>
      </ChartGroupContext>
    </>
  );
}

function Loading() {
  return (
    <>
      <FirstLine>Asking the console how it is</FirstLine>
      <div aria-busy="true" className="overview-loading">
        <Skeleton height={92} />
        <Skeleton height={200} />
        <Skeleton height={420} />
      </div>
    </>
  );
}

/** The first page: whether all is well, the figures of the console, the charts of its figures, its latest results, and the demo line. */
export function OverviewPage() {
  const connection = useConnection();
  const demo = useDemo(1_000);
  const { takeDropped, chooseImages } = useOverviewIntake();
  useRegisterCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'overview.images',
          label: 'Choose images',
          description: 'Detect objects in files',
          run: chooseImages,
        },
      ],
      [chooseImages],
    ),
  );
  const [fromDoors, setFromDoors] = useState(false);
  const connected = connection.state === 'connected';
  const status = connected ? connection.status : connection.state === 'lost' ? connection.last : undefined;
  const isFirst = status !== undefined && status.history.count === 0 && !isOn(statusOf(demo));
  return (
    <div className="page overview-page">
      {status !== undefined ? (
        isFirst ? (
          <FirstRun status={status} demo={demo} onImages={chooseImages} onStarted={() => setFromDoors(true)} />
        ) : (
          <Dashboard connected={connected} status={status} demo={demo} onImages={chooseImages} fromDoors={fromDoors} />
        )
      ) : connection.state === 'lost' ? (
        <>
          <FirstLine>The console does not answer</FirstLine>
          <ProblemNote error={connection.problem} />
        </>
      ) : (
        <Loading />
      )}
      <DropOverlay take={takeDropped} what="Images, folders of images, or one ONNX model" />
    </div>
  );
}
