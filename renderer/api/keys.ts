/** Names of what is cached, so that a change can say which of it is no longer true. */
export const KEYS = {
  status: ['status'],
  models: ['models'],
  providers: ['providers'],
  settings: ['settings'],
  history: ['history'],
  facets: ['history', 'facets'],
  system: ['system'],
  traffic: ['traffic'],
  evaluations: ['evaluations'],
  observed: ['models', 'observed'],
  latest: ['history', 'latest'],
  drift: ['drift'],
  driftConfig: ['drift-config'],
  series: ['series'],
  events: ['events'],
  alerts: ['alerts'],
} as const;
