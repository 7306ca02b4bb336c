import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { type BoxScene, drawBoxes } from './draw-boxes.ts';
import type { StageView } from './stage-view.ts';

interface Layers {
  stage: RefObject<HTMLElement | null>;
  /** What moves with the picture: laid out in image pixels, origin top left. */
  picture: RefObject<HTMLElement | null>;
  canvas: RefObject<HTMLCanvasElement | null>;
}

/** From this many screen pixels for an image pixel on, pixels are shown as squares. */
const PIXELATED_FROM = 4;

/**
 * Keeps picture and canvas in step with the view and the scene: one paint at most in a frame, both in the same one.
 */
export function useBoxCanvas({ stage, picture, canvas }: Layers, view: StageView, scene: BoxScene): void {
  const latest = useRef(scene);
  const schedule = useRef<() => void>(() => {});

  useEffect(() => {
    const [stageNode, canvasNode] = [stage.current, canvas.current];
    const context = canvasNode?.getContext('2d');
    if (stageNode === null || canvasNode === null || context == null) return;
    let frame = 0;

    const paint = () => {
      frame = 0;
      const { scale, x, y } = view.get();
      const ratio = window.devicePixelRatio;
      const { width, height } = view.viewport();
      const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
      if (canvasNode.width !== pixels.width || canvasNode.height !== pixels.height) {
        canvasNode.width = pixels.width;
        canvasNode.height = pixels.height;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawBoxes(context, { width, height }, { scale, x, y }, latest.current);
      const pictureNode = picture.current;
      if (pictureNode !== null) {
        pictureNode.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
        pictureNode.style.imageRendering = scale * ratio >= PIXELATED_FROM ? 'pixelated' : 'auto';
      }
      // Where an image pixel lies on screen, for tests and scripts that drive the page.
      stageNode.dataset['view'] = `${scale} ${x} ${y}`;
    };
    schedule.current = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };

    const measure = () => view.setViewport({ width: stageNode.clientWidth, height: stageNode.clientHeight });
    const observer = new ResizeObserver(() => {
      measure();
      schedule.current();
    });
    observer.observe(stageNode);
    const unsubscribe = view.subscribe(() => schedule.current());
    measure();
    paint();
    return () => {
      observer.disconnect();
      unsubscribe();
      cancelAnimationFrame(frame);
      schedule.current = () => {};
    };
  }, [stage, picture, canvas, view]);

  useLayoutEffect(() => {
    latest.current = scene;
    schedule.current();
  });
}
