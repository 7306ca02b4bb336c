import type { ComponentType } from 'react';

/** Columns of the overview's twelve. */
export type Columns = 3 | 4 | 6 | 8 | 9 | 12;

/** One panel of the overview. It asks for its own data and shows its own empty, loading and error states. */
export interface OverviewPanel {
  id: string;
  /** In a window of usual width, from 1100 pixels on. */
  columns: Columns;
  /** In a wide window, from 1900 pixels on; the same where it is left out. */
  wide?: Columns;
  /** In a narrow window, below 1100 pixels; all twelve where it is left out. */
  narrow?: Columns;
  /** How many rows it takes beside panels of one row each, except in a narrow window; 1 where it is left out. */
  rows?: 1 | 2;
  component: ComponentType;
}
