import { ActionIcon, Button, SegmentedControl, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconDownload, IconLayoutGrid, IconSquareDashed, IconSquareOff, IconTable } from '@tabler/icons-react';
import { FirstLine } from '../../components/FirstLine.tsx';
import { useRemembered } from './remembered.ts';

const VIEWS = ['gallery', 'table'] as const;
export type ListViewName = (typeof VIEWS)[number];

/** How the list is looked at; this browser keeps it. */
export function useListView() {
  const [view, setView] = useRemembered<ListViewName>('vigil.history.view', VIEWS);
  const [boxes, setBoxes] = useRemembered<'shown' | 'hidden'>('vigil.history.boxes', ['shown', 'hidden']);
  return {
    view,
    setView,
    showBoxes: boxes === 'shown',
    toggleBoxes: () => setBoxes(boxes === 'shown' ? 'hidden' : 'shown'),
  };
}

const icon = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

const VIEW_CHOICES = [
  {
    value: 'gallery',
    label: (
      <span className="history-view" title="Gallery">
        <IconLayoutGrid {...icon} />
        <VisuallyHidden>Gallery</VisuallyHidden>
      </span>
    ),
  },
  {
    value: 'table',
    label: (
      <span className="history-view" title="Table">
        <IconTable {...icon} />
        <VisuallyHidden>Table</VisuallyHidden>
      </span>
    ),
  },
] as const;

interface BrowserHeaderProps extends ReturnType<typeof useListView> {
  sentence: string;
  canExport: boolean;
  onExport: () => void;
}

export function BrowserHeader(props: BrowserHeaderProps) {
  const { sentence, view, setView, showBoxes, toggleBoxes, canExport, onExport } = props;
  const boxes = showBoxes ? 'Hide the boxes' : 'Show the boxes';
  return (
    <FirstLine
      actions={
        <>
          {view === 'gallery' && (
            <Tooltip label={`${boxes} (b)`}>
              <ActionIcon size="input-xs" aria-label={boxes} aria-keyshortcuts="b" onClick={toggleBoxes}>
                {showBoxes ? <IconSquareDashed {...icon} /> : <IconSquareOff {...icon} />}
              </ActionIcon>
            </Tooltip>
          )}
          <SegmentedControl<ListViewName>
            aria-label="Show as"
            value={view}
            onChange={setView}
            data={[...VIEW_CHOICES]}
          />
          <Button variant="default" leftSection={<IconDownload {...icon} />} disabled={!canExport} onClick={onExport}>
            Export
          </Button>
        </>
      }
    >
      {sentence}
    </FirstLine>
  );
}
