import type { Badge } from '../../native/contract/alert-badge.ts';

/** The title of the window: how many alerts fire, before what it is. */
export const titleOf = (badge: Badge | null): string => (badge === null ? 'Vigil' : `(${badge.count}) Vigil`);
