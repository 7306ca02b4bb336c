import { z } from 'zod';
import { SceneKnobs } from '../demo.ts';
import { ErrorData } from '../errors.ts';

/** The label of every result of the demo line. No caller may use it, so that clearing takes nobody else's results. */
export const DEMO_SOURCE = 'demo';
/** Pictures that the rolling figures are taken over. */
export const DEMO_WINDOW = 50;
/** Results that the status names. */
export const LAST_IDS = 12;
export const DEFAULT_RATE = 4;

export const SCENARIO_IDS = ['normal_shift', 'failing_lamp', 'out_of_focus', 'new_part', 'mix_change'] as const;
export const ScenarioId = z.enum(SCENARIO_IDS);
export type ScenarioId = z.infer<typeof ScenarioId>;

export const DemoPhase = z
  .object({
    from: z.int().min(1).meta({ description: 'The first picture of the phase; pictures are counted from 1' }),
    to: z.int().min(1).nullable().meta({ description: 'The last one; null: it lasts until the line is stopped' }),
    label: z.string(),
  })
  .meta({ id: 'DemoPhase' });
export type DemoPhase = z.infer<typeof DemoPhase>;

export const DemoScenario = z
  .object({
    id: ScenarioId,
    name: z.string(),
    sentence: z.string().meta({ description: 'What happens in it, for people' }),
    phases: z.array(DemoPhase).min(1).meta({ description: 'In order and without gaps, the first from picture 1' }),
  })
  .meta({ id: 'DemoScenario', description: 'What happens on the line, by the count of its pictures and not by time' });
export type DemoScenario = z.infer<typeof DemoScenario>;

const knobs = SceneKnobs.shape;
const weights = knobs.mix.unwrap().shape;
/** A knob without its default: left out it stays as it is, null hands it back to the scenario. */
const change = (knob: z.ZodDefault<z.ZodNumber>) =>
  knob.unwrap().nullable().optional().meta({ description: knob.description });

export const KnobChanges = z
  .strictObject({
    light: change(knobs.light),
    light_kelvin: change(knobs.light_kelvin),
    focus: change(knobs.focus),
    noise: change(knobs.noise),
    belt_speed: change(knobs.belt_speed),
    parts: change(knobs.parts),
    mix: z
      .strictObject({
        bolt: change(weights.bolt),
        nut: change(weights.nut),
        washer: change(weights.washer),
        gear: change(weights.gear),
        bearing: change(weights.bearing),
        bracket: change(weights.bracket),
      })
      .nullable()
      .optional()
      .meta({ description: 'Each kind is a knob of its own; null hands back all of them' }),
    unknown_part: change(knobs.unknown_part),
    tilt: change(knobs.tilt),
    jpeg_quality: change(knobs.jpeg_quality),
  })
  .meta({
    id: 'KnobChanges',
    description:
      'Conditions that the user sets. They hold against the scenario, whatever it goes on to do, until they are set to null or the line is started anew',
  });
export type KnobChanges = z.infer<typeof KnobChanges>;

const Rate = z.number().min(0.1).max(30).meta({ description: 'Pictures per second' });

export const StartDemoBody = z
  .strictObject({
    scenario: ScenarioId.default('normal_shift'),
    rate: Rate.default(DEFAULT_RATE),
    seed: z
      .int()
      .min(0)
      .max(0xffff_ffff)
      .optional()
      .meta({ description: 'The same seed, scenario and knobs draw the same pictures; by default another each time' }),
    knobs: KnobChanges.optional(),
  })
  .meta({ id: 'StartDemoBody' });
export type StartDemoBody = z.infer<typeof StartDemoBody>;

export const DemoKnobsBody = z
  .strictObject({ knobs: KnobChanges.optional(), rate: Rate.optional() })
  .meta({ id: 'DemoKnobsBody', description: 'What is left out stays as it is' });
export type DemoKnobsBody = z.infer<typeof DemoKnobsBody>;

export const DemoState = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('stopped') }),
    z.object({
      state: z.literal('starting'),
      since: z.iso.datetime(),
      reason: z.string().nullable().meta({ description: 'Why it starts again on its own; null at first' }),
    }),
    z.object({ state: z.literal('running'), since: z.iso.datetime() }),
    z.object({ state: z.literal('failed'), since: z.iso.datetime(), reason: z.string() }),
  ])
  .meta({ description: 'starting: no result of this start yet; failed: it stopped by itself, start it again' });
export type DemoState = z.infer<typeof DemoState>;

const share = z.number().min(0).max(1).nullable();

export const DemoFigures = z
  .object({
    pictures: z
      .int()
      .max(DEMO_WINDOW)
      .meta({ description: `How many there are so far, at most ${DEMO_WINDOW}` }),
    recall: share.meta({
      description: 'Share of the parts in the pictures that were found; null when there were none',
    }),
    precision: share.meta({ description: 'Share of the detections that are right; null when there were none' }),
    mean_confidence: share.meta({ description: 'Mean score of the detections; null when there were none' }),
    brightness: z.number().min(0).max(255).nullable().meta({ description: 'Mean luma of the pictures, 0 to 255' }),
  })
  .meta({
    id: 'DemoFigures',
    description: `Over the last ${DEMO_WINDOW} pictures of the line, whose parts are known exactly: right is a box of the same kind at IoU 0.5 or more, at the thresholds in use`,
  });
export type DemoFigures = z.infer<typeof DemoFigures>;

export const DemoRun = z
  .object({
    scenario: ScenarioId,
    seed: z.int(),
    started_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable().meta({ description: 'null while it goes on' }),
    rate: Rate,
    achieved_rate: z.number().min(0).meta({ description: 'Results per second over the last 10 seconds' }),
    pictures: z.int().meta({ description: 'Drawn so far: where the line is on the time line of its scenario' }),
    results: z.int().meta({ description: 'Answered and kept' }),
    errors: z.int().meta({ description: 'Pictures that came to no result; the last reason is in last_error' }),
    skipped: z
      .int()
      .meta({ description: 'Turns that passed without a picture: two were under way, or the queue was full' }),
    phase: z.int().min(0).meta({ description: 'Index of the phase of the scenario that the line is in' }),
    knobs: SceneKnobs.meta({
      description: 'In force for the next picture: the scenario, and over it what the user set',
    }),
    set_knobs: KnobChanges.meta({ description: 'Those of them that the user set; never null' }),
    last_50: DemoFigures,
    last_inference_ids: z.array(z.int()).max(LAST_IDS).meta({ description: 'Numbers in history, newest first' }),
    last_error: ErrorData.nullable(),
    restarts: z.int().meta({ description: 'How often the thread that draws ended by itself and was started again' }),
  })
  .meta({ id: 'DemoRun' });
export type DemoRun = z.infer<typeof DemoRun>;

export const DemoStatus = z
  .object({
    line: DemoState,
    note: z
      .string()
      .nullable()
      .meta({ description: 'What hinders the line at present, such as a model without its parts' }),
    run: DemoRun.nullable().meta({ description: 'The run that goes on, or the last one; null before the first' }),
    scenarios: z.array(DemoScenario),
  })
  .meta({ id: 'DemoStatus' });
export type DemoStatus = z.infer<typeof DemoStatus>;
