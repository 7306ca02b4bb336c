import { type RefObject, useEffect, useRef } from 'react';
import { hitTest } from './hit-test.ts';
import type { StageView } from './stage-view.ts';
import type { ShownDetection } from './view.ts';
import { type Point, toImage } from './view-transform.ts';

export interface PointerTargets {
  boxes: readonly ShownDetection[];
  visible: boolean;
  hovered: number | null;
  onSelect: (id: number | null) => void;
  onHover: (id: number | null) => void;
}

/** A press that moves less than this, in CSS pixels, is a click. */
const CLICK_SLOP = 3;
const LINE_HEIGHT = 16;

/** Screen pixels that a wheel event scrolls, whatever unit the device reports. */
const wheelPixels = ({ deltaY, deltaMode }: WheelEvent) =>
  deltaMode === WheelEvent.DOM_DELTA_LINE ? deltaY * LINE_HEIGHT : deltaY;

/**
 * Mouse, touch and pen: wheel and pinch zoom to the pointer, dragging pans, a click selects the box under it (or lets go
 * of the selection), a double click changes between the fitted view and 1:1.
 */
export function useStagePointer(stage: RefObject<HTMLElement | null>, view: StageView, targets: PointerTargets): void {
  const latest = useRef(targets);
  latest.current = targets;

  useEffect(() => {
    const node = stage.current;
    if (node === null) return;
    const pointers = new Map<number, Point>();
    let moved = 0;

    const at = (event: MouseEvent): Point => {
      const { left, top } = node.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const under = (point: Point): number | null => {
      const { boxes, visible } = latest.current;
      const transform = view.get();
      return visible ? hitTest(boxes, toImage(transform, point), CLICK_SLOP / transform.scale) : null;
    };
    const hover = (id: number | null) => {
      if (latest.current.hovered !== id) latest.current.onHover(id);
      node.style.cursor = pointers.size > 0 && moved > CLICK_SLOP ? 'grabbing' : id === null ? 'grab' : 'pointer';
    };
    const onControls = (event: Event) => event.target instanceof Element && event.target.closest('button') !== null;

    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      // A pinch on a touchpad arrives as a wheel with Ctrl held, in far smaller steps.
      view.zoomBy(Math.exp(-wheelPixels(event) * (event.ctrlKey ? 0.01 : 0.0016)), at(event));
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0 || onControls(event)) return;
      pointers.set(event.pointerId, at(event));
      if (pointers.size === 1) moved = 0;
      node.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent) => {
      const here = at(event);
      const before = pointers.get(event.pointerId);
      if (before === undefined) {
        if (event.pointerType === 'mouse') hover(onControls(event) ? null : under(here));
        return;
      }
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      pointers.set(event.pointerId, here);
      if (other !== undefined) {
        moved = Number.POSITIVE_INFINITY;
        const spread = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
        view.zoomBy(spread(here) / spread(before), { x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 });
        return;
      }
      moved += Math.hypot(here.x - before.x, here.y - before.y);
      if (moved <= CLICK_SLOP) return;
      hover(null);
      view.panBy(here.x - before.x, here.y - before.y);
    };
    const onUp = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId)) return;
      const hit = under(at(event));
      if (event.type === 'pointerup' && moved <= CLICK_SLOP) latest.current.onSelect(hit);
      if (pointers.size === 0) moved = 0;
      hover(event.pointerType === 'mouse' ? hit : null);
    };
    const onLeave = () => hover(null);
    const onDouble = (event: MouseEvent) => {
      if (onControls(event)) return;
      if (view.isFitted()) view.oneToOne(at(event));
      else view.fit();
    };

    node.addEventListener('wheel', onWheel, { passive: false });
    node.addEventListener('pointerdown', onDown);
    node.addEventListener('pointermove', onMove);
    node.addEventListener('pointerup', onUp);
    node.addEventListener('pointercancel', onUp);
    node.addEventListener('pointerleave', onLeave);
    node.addEventListener('dblclick', onDouble);
    return () => {
      node.removeEventListener('wheel', onWheel);
      node.removeEventListener('pointerdown', onDown);
      node.removeEventListener('pointermove', onMove);
      node.removeEventListener('pointerup', onUp);
      node.removeEventListener('pointercancel', onUp);
      node.removeEventListener('pointerleave', onLeave);
      node.removeEventListener('dblclick', onDouble);
    };
  }, [stage, view]);
}
