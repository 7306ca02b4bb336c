import { InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { PARTS, SceneKnobs } from '../../contract/demo.ts';
import type { KnobChanges } from '../../contract/http/demo.ts';
import { parsedBy } from '../options.ts';

/** The options that set knobs, as commander names them. */
export interface KnobOptions {
  light?: number;
  lightKelvin?: number;
  focus?: number;
  noise?: number;
  beltSpeed?: number;
  parts?: number;
  mix?: SceneKnobs['mix'];
  unknownPart?: number;
  tilt?: number;
  jpegQuality?: number;
}

const { shape } = SceneKnobs;

/** `fallback` says what holds where an option is not given. */
export const knobOptions = (fallback = shownDefault): Option[] => [
  knob('--light <level>', 'light level, 0.02 to 3', shape.light, fallback),
  knob('--light-kelvin <kelvin>', 'colour of the light, 2000 to 12000', shape.light_kelvin, fallback),
  knob('--focus <pixels>', 'blur of the lens, sigma, 0 to 10', shape.focus, fallback),
  knob('--noise <levels>', 'sensor noise, sigma in grey levels, 0 to 60', shape.noise, fallback),
  knob('--belt-speed <pixels>', 'way of the belt in one exposure, 0 to 60', shape.belt_speed, fallback),
  knob('--parts <mean>', 'mean number of parts, 0 to 24', shape.parts, fallback),
  new Option('--mix <weights>', `weights of kinds, such as bolt=2,nut=0; 1 for those not named`).argParser(parseMix),
  knob('--unknown-part <share>', 'share of parts of a kind without label, 0 to 1', shape.unknown_part, fallback),
  knob('--tilt <degrees>', 'camera tilt, -30 to 30', shape.tilt, fallback),
  knob('--jpeg-quality <quality>', 'quality of the pictures, 10 to 100', shape.jpeg_quality, fallback),
];

export function knobsOf(options: KnobOptions): SceneKnobs {
  return SceneKnobs.parse({
    light: options.light,
    light_kelvin: options.lightKelvin,
    focus: options.focus,
    noise: options.noise,
    belt_speed: options.beltSpeed,
    parts: options.parts,
    mix: options.mix,
    unknown_part: options.unknownPart,
    tilt: options.tilt,
    jpeg_quality: options.jpegQuality,
  });
}

/** Those that were given alone, for a line whose scenario says the others. */
export function givenKnobs(options: KnobOptions): KnobChanges {
  const { lightKelvin, beltSpeed, unknownPart, jpegQuality, light, focus, noise, parts, mix, tilt } = options;
  return {
    ...(light !== undefined && { light }),
    ...(lightKelvin !== undefined && { light_kelvin: lightKelvin }),
    ...(focus !== undefined && { focus }),
    ...(noise !== undefined && { noise }),
    ...(beltSpeed !== undefined && { belt_speed: beltSpeed }),
    ...(parts !== undefined && { parts }),
    ...(mix !== undefined && { mix }),
    ...(unknownPart !== undefined && { unknown_part: unknownPart }),
    ...(tilt !== undefined && { tilt }),
    ...(jpegQuality !== undefined && { jpeg_quality: jpegQuality }),
  };
}

const shownDefault = (schema: z.ZodDefault<z.ZodNumber>) => String(schema.parse(undefined));

function knob(
  flags: string,
  description: string,
  schema: z.ZodDefault<z.ZodNumber>,
  fallback: typeof shownDefault,
): Option {
  const shown = `${description} (default: ${fallback(schema)})`;
  return new Option(flags, shown).argParser(parsedBy(z.string().transform(Number).pipe(schema.unwrap())));
}

function parseMix(text: string): SceneKnobs['mix'] {
  const weights: Record<string, number> = {};
  for (const word of text.split(',')) {
    const [, part, weight] = /^\s*([a-z]+)=(\d+(?:\.\d+)?)\s*$/.exec(word) ?? [];
    if (part === undefined) throw new InvalidArgumentError(`"${word}" is not of the form bolt=2.`);
    if (weights[part] !== undefined) throw new InvalidArgumentError(`${part} stands twice.`);
    weights[part] = Number(weight);
  }
  const parsed = shape.mix.safeParse(weights);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`${parsed.error.issues[0]?.message}. The kinds are ${PARTS.join(', ')}.`);
}
