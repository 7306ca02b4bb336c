import type { DemoKnobsBody, DemoState, DemoStatus, StartDemoBody } from '../../contract/http/demo.ts';

/** A source of drawn pictures inside the console: they take the way of an upload, and what is in them is known exactly. */
export interface DemoLine {
  status(): DemoStatus;
  /** Ends the run that goes on, where one does. Rejects with `model_not_loaded` where no model is there or coming. */
  start(body: StartDemoBody): Promise<DemoStatus>;
  stop(): Promise<DemoStatus>;
  /** From the next picture on. Throws `demo_stopped`. */
  change(body: DemoKnobsBody): DemoStatus;
  /** Calls back whenever its state or its conditions have changed. */
  subscribe(listener: (state: DemoState['state']) => void): void;
  /** Stops for good. Resolves when nothing of it is under way. */
  close(): Promise<void>;
}
