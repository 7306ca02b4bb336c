import { RULES } from './index.ts';

/**
 * While an alert of `by` fires, nobody is told of the alerts of `rules` that have the same value of each label in `equal`;
 * a label that both lack is the same.
 */
export interface Inhibition {
  by: string;
  rules: readonly string[];
  /** Besides the console. */
  equal: readonly string[];
  because: string;
}

const OF_ONE_FEATURE = ['HighPSI', 'HighKLDivergence', 'EvidentlyHighFeatureDrift', 'DriftDetected'];

/** What may be why the console is down, and what was turned away before, is news all the same. */
const IN_SPITE_OF_ALL = ['security', 'gpu', 'host'];

/**
 * Which rule inhibits which, here and in Alertmanager. Nothing that a person needs may vanish, so an alert is inhibited by
 * one that says at least as much of the same thing, or that it follows from, is as severe, and is told wherever it is told;
 * what may be the cause of an alert is inhibited by none. Tests hold all of that against the rules, and two things that make
 * the first match the one to name: what inhibits an inhibitor inhibits what that one does, and stands before it.
 */
export const INHIBITIONS: readonly Inhibition[] = [
  {
    by: 'ServiceDown',
    rules: RULES.filter(({ name, component }) => name !== 'ServiceDown' && !IN_SPITE_OF_ALL.includes(component)).map(
      ({ name }) => name,
    ),
    equal: [],
    because: 'A console that does not answer has no figures of now.',
  },
  {
    by: 'DetectorDown',
    rules: [
      ...['LowInferenceRate', 'ModelQueueBacklog', 'CriticalInferenceLatency', 'SlowInference', 'HighLatency'],
      ...['HighTailLatency', 'CriticalErrorRate', 'HighErrorRate'],
    ],
    equal: [],
    because: 'Images wait and fail as long as no detector process can take them.',
  },
  {
    by: 'ModelNotLoaded',
    rules: ['LowInferenceRate', 'CriticalErrorRate', 'HighErrorRate'],
    equal: [],
    because: 'Every request for detection is refused until a model is loaded.',
  },
  {
    by: 'CriticalInferenceLatency',
    rules: ['SlowInference', 'HighLatency', 'HighTailLatency'],
    equal: [],
    because: 'A request takes at least as long as its images, and these take far too long.',
  },
  {
    by: 'ModelQueueBacklog',
    rules: ['SlowInference', 'HighLatency'],
    equal: [],
    because: 'Images that wait before the detector are answered late.',
  },
  {
    by: 'SlowInference',
    rules: ['HighLatency'],
    equal: [],
    because: 'A request takes at least as long as its images.',
  },
  {
    by: 'CriticalErrorRate',
    rules: ['HighErrorRate'],
    equal: [],
    because: 'The requests that the console fails at are among all that fail.',
  },
  {
    by: 'EvidentlyCriticalDriftShare',
    rules: ['EvidentlyDatasetDrift', 'EvidentlyHighDriftShare'],
    equal: [],
    because: 'It is about the same share of features, above a higher threshold.',
  },
  {
    by: 'EvidentlyCriticalDriftShare',
    rules: ['CriticalPSI', 'CriticalKLDivergence', ...OF_ONE_FEATURE],
    equal: [],
    because: 'Most features have drifted, and this is about one of them.',
  },
  {
    by: 'EvidentlyDatasetDrift',
    rules: ['EvidentlyHighDriftShare', ...OF_ONE_FEATURE],
    equal: [],
    because: 'At least half of the features have drifted, and this is about one or some of them.',
  },
  {
    by: 'CriticalPSI',
    rules: ['CriticalKLDivergence', ...OF_ONE_FEATURE],
    equal: ['feature'],
    because: 'It is about the same feature, whose distribution has shifted far.',
  },
  {
    by: 'CriticalKLDivergence',
    rules: OF_ONE_FEATURE,
    equal: ['feature'],
    because: 'It is about the same feature, whose distribution diverges far.',
  },
  {
    by: 'HighPSI',
    rules: ['HighKLDivergence'],
    equal: ['feature'],
    because: 'It is about the same feature: PSI is the divergence in both directions added.',
  },
];
