/** Where a slider can stand: equal steps, or chosen stops where small values matter as much as large ones. */
export type KnobScale =
  | { kind: 'steps'; min: number; max: number; step: number }
  | { kind: 'stops'; stops: readonly number[] };

/** Limits and step of the slider itself; of stops it is their index. */
export function sliderRange(scale: KnobScale): { min: number; max: number; step: number } {
  if (scale.kind === 'stops') return { min: 0, max: scale.stops.length - 1, step: 1 };
  const { min, max, step } = scale;
  return { min, max, step };
}

/** Where the slider stands for a value; between two stops it is a fraction. */
export function toSlider(scale: KnobScale, value: number): number {
  if (scale.kind === 'steps') return Math.min(scale.max, Math.max(scale.min, value));
  const { stops } = scale;
  const above = stops.findIndex((stop) => stop >= value);
  if (above === -1) return stops.length - 1;
  if (above === 0) return 0;
  const [low, high] = [stops[above - 1] as number, stops[above] as number];
  return above - 1 + (value - low) / (high - low);
}

/** The value that the slider stands for, without the digits that adding up steps leaves behind. */
export function fromSlider(scale: KnobScale, position: number): number {
  if (scale.kind === 'steps') return Number(position.toFixed(4));
  const at = Math.min(scale.stops.length - 1, Math.max(0, Math.round(position)));
  return scale.stops[at] as number;
}

export function scaleLimits(scale: KnobScale): { min: number; max: number } {
  return scale.kind === 'steps' ? scale : { min: scale.stops[0] as number, max: scale.stops.at(-1) as number };
}
