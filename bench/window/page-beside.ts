import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { z } from 'zod';
import { findBrowser } from '../../e2e/window/browser.ts';
import { connectDevTools, type DevTools } from './devtools.ts';

/** A page in a browser that this process has started. */
export interface PageBeside {
  devtools: DevTools;
  /** For what is asked of the page. */
  session: string;
  /** Evaluates an expression in the page; its value as JSON has it. */
  evaluate(expression: string): Promise<unknown>;
  /** Until the expression is true. */
  waitFor(expression: string): Promise<void>;
  close(): Promise<void>;
}

const SIZE = { width: 1280, height: 800, deviceScaleFactor: 1, mobile: false };
const Evaluated = z.looseObject({
  result: z.looseObject({ value: z.unknown().optional() }),
  exceptionDetails: z.looseObject({ text: z.string() }).optional(),
});

/**
 * A page in the session of this process and of the console that it starts, as window and console of the desktop shell are
 * in one. Playwright starts a browser in a session of its own; Linux then shares the cores between both sessions first,
 * whatever niceness they have within (sched(7), "The autogroup feature"), which it does for no desktop app.
 */
export async function openPageBeside(url: string): Promise<PageBeside> {
  const { executablePath = chromium.executablePath(), args = [] } = findBrowser();
  const profile = mkdtempSync(join(tmpdir(), 'vigil-bench-browser-'));
  const own = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const child = spawn(executablePath, [...own, ...args, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  // A bench that fails leaves no browser behind.
  const kill = () => child.kill();
  process.once('exit', kill);
  const end = async () => {
    process.off('exit', kill);
    kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  const address = new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`The browser ended before it could be reached:\n${said}`)), reject);
  });
  try {
    const devtools = await connectDevTools(await address);
    const { targetId } = await devtools.ask(z.looseObject({ targetId: z.string() }), 'Target.createTarget', {
      url: 'about:blank',
    });
    const { sessionId: session } = await devtools.ask(
      z.looseObject({ sessionId: z.string() }),
      'Target.attachToTarget',
      { targetId, flatten: true },
    );
    const evaluate = async (expression: string) => {
      const asked = { expression, returnByValue: true };
      const { result, exceptionDetails } = await devtools.ask(Evaluated, 'Runtime.evaluate', asked, session);
      if (exceptionDetails !== undefined) throw new Error(`The page threw: ${exceptionDetails.text}`);
      return result.value;
    };
    await devtools.ask(z.looseObject({}), 'Emulation.setDeviceMetricsOverride', SIZE, session);
    await devtools.ask(z.looseObject({}), 'Page.navigate', { url }, session);
    return {
      devtools,
      session,
      evaluate,
      async waitFor(expression) {
        while ((await evaluate(expression)) !== true) await sleep(100);
      },
      async close() {
        await devtools.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
