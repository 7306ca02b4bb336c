import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconMinus, IconPlus, IconSquareDashed, IconSquareOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type StageView, useStageScale } from './stage-view.ts';

function Tool(props: { label: string; keys: string; pressed?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={`${props.label} (${props.keys})`}>
      <ActionIcon
        aria-label={props.label}
        aria-pressed={props.pressed}
        aria-keyshortcuts={props.keys}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

function ScaleReadout({ view }: { view: StageView }) {
  const percent = useStageScale(view) * 100;
  return (
    <output className="stage-scale" aria-label="Zoom" aria-live="off">
      {percent >= 10 ? percent.toFixed(0) : percent.toFixed(1)} %
    </output>
  );
}

const icon = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

interface StageToolbarProps {
  view: StageView;
  showBoxes: boolean;
  onShowBoxes: (show: boolean) => void;
}

export function StageToolbar({ view, showBoxes, onShowBoxes }: StageToolbarProps) {
  return (
    <div className="stage-toolbar" role="toolbar" aria-label="Picture">
      <Tool label="Zoom out" keys="-" onClick={() => view.zoomBy(1 / 1.25)}>
        <IconMinus {...icon} />
      </Tool>
      <ScaleReadout view={view} />
      <Tool label="Zoom in" keys="+" onClick={() => view.zoomBy(1.25)}>
        <IconPlus {...icon} />
      </Tool>
      <Tool label="Fit to the window" keys="f" onClick={view.fit}>
        <IconArrowsMaximize {...icon} />
      </Tool>
      <Tool label="1:1, one image pixel to one screen pixel" keys="1" onClick={() => view.oneToOne()}>
        <span className="stage-one">1:1</span>
      </Tool>
      <Tool label={showBoxes ? 'Hide the boxes' : 'Show the boxes'} keys="b" onClick={() => onShowBoxes(!showBoxes)}>
        {showBoxes ? <IconSquareDashed {...icon} /> : <IconSquareOff {...icon} />}
      </Tool>
    </div>
  );
}
