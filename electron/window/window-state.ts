import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Where the window stood, in screen pixels. */
export const WindowState = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(640).max(20_000),
  height: z.int().min(480).max(20_000),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What was kept, or null when nothing readable is there: a broken file is no reason not to start. */
export function readWindowState(file: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Written beside and renamed, so that a crash leaves the old one. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, JSON.stringify(state));
  renameSync(`${file}.part`, file);
}

/** The state only if at least a strip of the title bar is on a screen that is there today; else null. */
export function onSomeScreen(state: WindowState, screens: readonly Area[]): WindowState | null {
  const reachable = screens.some(
    (screen) =>
      state.x + state.width - 100 > screen.x &&
      state.x + 100 < screen.x + screen.width &&
      state.y >= screen.y - 10 &&
      state.y + 40 < screen.y + screen.height,
  );
  return reachable ? state : null;
}
