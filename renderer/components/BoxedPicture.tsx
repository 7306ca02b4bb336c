import './boxed-picture.css';
import { useEffect, useRef } from 'react';
import type { Detection } from '../../native/contract/candidates.ts';
import { drawBoxes } from './image-stage/draw-boxes.ts';

interface BoxedPictureProps {
  src: string;
  /** Size of the upright original in pixels: what the boxes refer to. */
  width: number;
  height: number;
  /** In image coordinates. */
  boxes: readonly Detection[];
  /** Read aloud in place of the picture. */
  alt: string;
  /** `cover` fills the place and cuts off what does not fit; by default all of the picture is seen. */
  fit?: 'contain' | 'cover';
  labels?: 'scores' | 'names';
}

/**
 * A picture with its boxes and labels, as large as its place allows; to be looked at only. Another picture takes its place
 * without a blank between them, as long as it was loaded before.
 */
export function BoxedPicture({
  src,
  width,
  height,
  boxes,
  alt,
  fit = 'contain',
  labels = 'scores',
}: BoxedPictureProps) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const [placeNode, canvasNode] = [place.current, canvas.current];
    const context = canvasNode?.getContext('2d');
    if (placeNode === null || canvasNode === null || context == null) return;
    const shown = boxes.map((box, id) => ({ ...box, id }));
    const paint = () => {
      const { clientWidth, clientHeight } = placeNode;
      const ratio = window.devicePixelRatio;
      canvasNode.width = Math.round(clientWidth * ratio);
      canvasNode.height = Math.round(clientHeight * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const scale = Math[fit === 'cover' ? 'max' : 'min'](clientWidth / width, clientHeight / height);
      const view = { scale, x: (clientWidth - width * scale) / 2, y: (clientHeight - height * scale) / 2 };
      const { fontFamily } = getComputedStyle(placeNode);
      const scene = { boxes: shown, selected: null, hovered: null, visible: true, fontFamily, labels };
      drawBoxes(context, { width: clientWidth, height: clientHeight }, view, scene);
    };
    const observer = new ResizeObserver(paint);
    observer.observe(placeNode);
    paint();
    return () => observer.disconnect();
  }, [boxes, width, height, fit, labels]);

  return (
    <div ref={place} className="boxed-picture" data-boxes={boxes.length}>
      <img src={src} alt={alt} draggable={false} style={{ objectFit: fit }} />
      <canvas ref={canvas} aria-hidden />
    </div>
  );
}
