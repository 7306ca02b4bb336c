import './time-range.css';
import { Button, Popover, SegmentedControl } from '@mantine/core';
import { IconCalendarTime, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { CustomRange } from './CustomRange.tsx';
import { type ChartRange, rangeWords, SPANS, type Span } from './chart-range.ts';
import { useChartRange, useSetRange, useToggleLive } from './use-chart-range.ts';

const icon = { size: 15, stroke: 1.7, 'aria-hidden': true } as const;
/** No span of the list is chosen. */
const CUSTOM = 'custom';
const CHOICES = SPANS.map(({ id, label }) => ({ value: id, label }));

const chosenOf = (range: ChartRange): string => (range.kind === 'between' ? CUSTOM : range.span.id);

interface SpanChoiceProps {
  range: ChartRange;
  onChoose: (range: ChartRange) => void;
}

/** Not drawn again with a page whose figures change twice a second. */
const SpanChoice = memo(function SpanChoice({ range, onChoose }: SpanChoiceProps) {
  const choose = (id: string) => {
    const span = SPANS.find((each) => each.id === id) as Span;
    onChoose({ kind: 'live', span });
  };
  return (
    <SegmentedControl
      aria-label="Span of time"
      data={CHOICES}
      value={chosenOf(range)}
      onChange={choose}
      className="time-range-spans"
    />
  );
});

/** Which time the charts show, and whether they go on. */
export function TimeRangeBar() {
  const range = useChartRange();
  const set = useSetRange();
  const toggle = useToggleLive();
  const [isOpen, setOpen] = useState(false);
  const isLive = range.kind === 'live';
  return (
    <div className="time-range" role="group" aria-label="Time of the charts">
      <p role="status" className="time-range-words" data-kind={range.kind}>
        {rangeWords(range, new Date())}
      </p>
      <SpanChoice range={range} onChoose={set} />
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus shadow="md">
        <Popover.Target>
          <Button
            variant={range.kind === 'between' ? 'filled' : 'default'}
            leftSection={<IconCalendarTime {...icon} />}
            onClick={() => setOpen(!isOpen)}
          >
            Custom
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Custom span of time">
          <CustomRange
            range={range}
            onChoose={(chosen) => {
              set(chosen);
              setOpen(false);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <Button
        variant="default"
        className="time-range-switch"
        leftSection={isLive ? <IconPlayerPause {...icon} /> : <IconPlayerPlay {...icon} />}
        onClick={toggle}
      >
        {isLive ? 'Pause' : 'Go live'}
      </Button>
    </div>
  );
}
