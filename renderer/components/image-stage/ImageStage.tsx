import './image-stage.css';
import './visually-hidden.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { formatCount, plural } from '../format.ts';
import { StageToolbar } from './StageToolbar.tsx';
import { belongsToElement, stageAction, stepSelection } from './stage-keys.ts';
import { type StageView, useStageView } from './stage-view.ts';
import { useBoxCanvas } from './use-box-canvas.ts';
import { useStagePointer } from './use-stage-pointer.ts';
import type { ShownDetection } from './view.ts';

export interface ImageStageProps {
  /** Address of the picture; null while there is none, when the boxes stand on an empty ground. */
  src: string | null;
  /** Address of a smaller picture that stands in where the browser cannot decode `src`. */
  preview?: string | null;
  /** Size of the upright original in pixels: what the boxes refer to. */
  width: number;
  height: number;
  /** What the picture is called, read aloud and said when it cannot be shown. */
  alt: string;
  /** Best score first, in image coordinates. */
  boxes: readonly ShownDetection[];
  selected: number | null;
  hovered: number | null;
  onSelect: (id: number | null) => void;
  onHover: (id: number | null) => void;
  showBoxes: boolean;
  onShowBoxes: (show: boolean) => void;
  /** To steer what is looked at from outside; without it the stage keeps its own. */
  view?: StageView;
}

type PictureState = 'loading' | 'shown' | 'failed';

function spoken(boxes: readonly ShownDetection[], selected: number | null): string {
  const at = boxes.findIndex(({ id }) => id === selected);
  const box = boxes[at];
  return box === undefined
    ? ''
    : `${box.class_name}, score ${box.score.toFixed(2)}, ${at + 1} of ${formatCount(boxes.length)}`;
}

/**
 * A picture with its boxes, to zoom into and to move about in. Boxes are painted on a canvas above the picture, so that
 * hundreds of them follow a slider or a drag within a frame; the list of detections beside it says the same in words.
 */
export function ImageStage(props: ImageStageProps) {
  const {
    src,
    preview = null,
    width,
    height,
    alt,
    boxes,
    selected,
    hovered,
    onSelect,
    onHover,
    showBoxes,
    onShowBoxes,
  } = props;
  const ownView = useStageView();
  const view = props.view ?? ownView;
  const stage = useRef<HTMLElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [loaded, setLoaded] = useState<{ src: string | null; state: PictureState }>({ src, state: 'loading' });
  const [brokenPreview, setBrokenPreview] = useState<string | null>(null);
  const state = loaded.src === src ? loaded.state : 'loading';
  const standIn = state === 'failed' && preview !== brokenPreview ? preview : null;
  const shownSrc = state === 'failed' ? standIn : src;

  useLayoutEffect(() => view.setImage({ width, height }), [view, width, height]);
  useBoxCanvas({ stage, picture, canvas }, view, {
    boxes,
    selected,
    hovered,
    visible: showBoxes,
    fontFamily: 'Inter, "Segoe UI", system-ui, sans-serif',
  });
  useStagePointer(stage, view, { boxes, visible: showBoxes, hovered, onSelect, onHover });

  const latest = useRef({ boxes, selected, showBoxes, onSelect, onShowBoxes });
  latest.current = { boxes, selected, showBoxes, onSelect, onShowBoxes };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || belongsToElement(event.target, event.key)) return;
      const action = stageAction(event);
      if (action === null) return;
      event.preventDefault();
      const { boxes: shown, ...now } = latest.current;
      switch (action.type) {
        case 'fit':
          return view.fit();
        case 'one_to_one':
          return view.oneToOne();
        case 'zoom':
          return view.zoomBy(action.factor);
        case 'pan':
          return view.panBy(action.dx, action.dy);
        case 'toggle_boxes':
          return now.onShowBoxes(!now.showBoxes);
        case 'release':
          return now.onSelect(null);
        case 'step':
          return now.onSelect(
            stepSelection(
              shown.map(({ id }) => id),
              now.selected,
              action.by,
            ),
          );
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [view]);

  // Only a new selection moves the view: thresholds may take the box away and bring it back without it jumping.
  useEffect(() => {
    const box = latest.current.boxes.find(({ id }) => id === selected);
    if (box !== undefined) view.reveal(box.box);
  }, [selected, view]);

  return (
    <section
      ref={stage}
      className="stage"
      data-testid="image-stage"
      data-shown={showBoxes ? boxes.length : 0}
      aria-label={`${alt}, ${plural(boxes.length, 'detection')}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is moved and zoomed with keys while it has the focus
      tabIndex={0}
    >
      <div
        ref={picture}
        className="stage-picture"
        style={{ width, height }}
        data-empty={shownSrc === null || undefined}
      >
        {shownSrc !== null && (
          <img
            key={shownSrc}
            src={shownSrc}
            width={width}
            height={height}
            alt={alt}
            decoding="async"
            draggable={false}
            onLoad={() => standIn === null && setLoaded({ src, state: 'shown' })}
            onError={() => (standIn === null ? setLoaded({ src, state: 'failed' }) : setBrokenPreview(standIn))}
          />
        )}
      </div>
      <canvas ref={canvas} className="stage-boxes" aria-hidden />
      {state === 'failed' && (
        <p className="stage-note" role="status">
          This browser cannot show {alt}.{' '}
          {standIn === null ? 'The boxes stand where the detector found them.' : 'A small preview stands in.'}
        </p>
      )}
      {src !== null && state === 'loading' && <p className="stage-note stage-note-late">Loading the picture</p>}
      <p className="visually-hidden" role="status">
        {spoken(boxes, selected)}
      </p>
      <StageToolbar view={view} showBoxes={showBoxes} onShowBoxes={onShowBoxes} />
    </section>
  );
}
