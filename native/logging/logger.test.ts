import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile } from './log-file.ts';
import { createLogger } from './logger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (file = 'vigil.log') =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));

describe('createLogger', () => {
  it('writes one JSON object a line: level as a word, time in UTC, component, request id, error', async () => {
    const logger = createLogger({ folder, level: 'info' });
    const cause = new Error('out of memory');
    logger.component('http').info({ request_id: 'r1', images: 2 }, 'answered');
    logger.component('detector').error({ err: new Error('the run failed', { cause }) }, 'lost');
    await logger.close();
    const [first, second] = lines();
    expect(first).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      component: 'http',
      request_id: 'r1',
      images: 2,
      msg: 'answered',
    });
    expect(second).toMatchObject({ component: 'detector', err: { message: expect.stringContaining('out of memory') } });
  });

  it('gives each component its own level, and its children too', async () => {
    const logger = createLogger({ folder, level: 'warn', levels: { detector: 'debug', http: 'silent' } });
    logger.component('store').info('not this');
    logger.component('store').warn('a');
    logger.component('detector').child({ lane: 0 }).debug('b');
    logger.component('http').fatal('not this either');
    await logger.close();
    expect(lines().map(({ msg }) => msg)).toEqual(['a', 'b']);
    expect(logger.component('store')).toBe(logger.component('store'));
  });

  it('writes no secrets, whoever logs them', async () => {
    const logger = createLogger({ folder, level: 'info' });
    logger
      .component('http')
      .info({ req: { headers: { authorization: 'Bearer abcdef123456' } } }, 'GET /?token=abcdef123456');
    await logger.close();
    expect(readFileSync(join(folder, 'vigil.log'), 'utf8')).not.toContain('abcdef123456');
    expect(lines()).toHaveLength(1);
  });

  it('sets the file aside when it is full, keeps so many and loses no line of those', async () => {
    const logger = createLogger({ folder, level: 'info', maxBytes: 10_000, keep: 3 });
    const log = logger.component('test');
    for (let n = 0; n < 1_000; n++) log.info({ n }, 'x'.repeat(20));
    await logger.close();
    expect(readdirSync(folder).sort()).toEqual(['vigil.log', 'vigil.log.1', 'vigil.log.2', 'vigil.log.3']);
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).size).toBeLessThan(10_200);
    const kept = ['vigil.log.3', 'vigil.log.2', 'vigil.log.1', 'vigil.log'].flatMap((file) =>
      statSync(join(folder, file)).size > 0 ? lines(file).map(({ n }) => Number(n)) : [],
    );
    expect(kept).toEqual(Array.from(kept, (_, index) => 1_000 - kept.length + index));
  });

  it('goes on in the same file after a restart and lets only its owner read it', async () => {
    for (const msg of ['first', 'second']) {
      const logger = createLogger({ folder, level: 'info' });
      logger.component('test').info(msg);
      await logger.close();
    }
    expect(lines().map(({ msg }) => msg)).toEqual(['first', 'second']);
    expect(statSync(join(folder, 'vigil.log')).mode & 0o077).toBe(0);
  });

  it('has every line so far in the file after flush, and drops what comes after close', async () => {
    const logger = createLogger({ folder: join(folder, 'made', 'here'), level: 'info' });
    logger.component('test').info('before');
    await logger.flush();
    const read = () => readFileSync(join(folder, 'made', 'here', 'vigil.log'), 'utf8');
    expect(read()).toContain('before');
    await logger.close();
    logger.component('test').info('after');
    await logger.close();
    expect(read()).not.toContain('after');
  });

  it('does without a file', async () => {
    const logger = createLogger({ folder: null, level: 'info' });
    logger.component('test').error('nowhere');
    await logger.flush();
    await logger.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('openLogFile', () => {
  it('says once that it fails, tries again, and says how many lines are missing', async () => {
    const failures: string[] = [];
    const blocked = join(folder, 'logs');
    writeFileSync(blocked, 'a file where the folder should be');
    const file = openLogFile({
      folder: blocked,
      maxBytes: 1_000_000,
      keep: 5,
      retryMs: 0,
      onFailure: ({ message }) => failures.push(message),
    });
    file.write('{"lost":1}\n');
    await file.flush();
    file.write('{"lost":2}\n');
    await file.flush();
    expect(failures).toEqual([expect.stringContaining('ENOTDIR')]);

    rmSync(blocked);
    mkdirSync(blocked);
    file.write('{"kept":3}\n');
    await file.close();
    const text = readFileSync(join(blocked, 'vigil.log'), 'utf8');
    expect(text).toMatch(/2 lines are missing here.*\n\{"kept":3\}\n$/);
    expect(text).not.toContain('lost');
  });

  it('survives a folder that vanishes under it, at the next rotation', async () => {
    const failures: string[] = [];
    const sub = join(folder, 'logs');
    const file = openLogFile({
      folder: sub,
      maxBytes: 100,
      keep: 2,
      retryMs: 0,
      onFailure: (e) => failures.push(e.message),
    });
    file.write('{"a":1}\n');
    await file.flush();
    rmSync(sub, { recursive: true });
    writeFileSync(sub, 'now a file');
    file.write(`${'x'.repeat(200)}\n`);
    await file.flush();
    file.write('{"b":1}\n');
    await file.close();
    expect(failures).toHaveLength(1);
  });
});

describe('the console', () => {
  const run = async (body: string) => {
    const script = `import { createLogger } from ${JSON.stringify(join(import.meta.dirname, 'logger.ts'))};\n${body}`;
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    return promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
  };

  it('shows warnings and errors in short form, with control characters made visible and nothing else', async () => {
    const { stderr, stdout } = await run(`
      const logger = createLogger({ folder: null, level: 'debug', console: true });
      logger.component('http').info('quiet');
      logger.component('http').warn({ token: 'hidden' }, 'two\\nlines\\u001b[2J');
      logger.component('store').error(new Error('disk full'));
      logger.component('store').error({ err: new Error('disk full') }, 'Not kept');
      await logger.close();`);
    expect(stdout).toBe('');
    const expected = [
      'warn  http: two\\nlines\\u001b[2J',
      'error store: disk full',
      'error store: Not kept: disk full',
    ];
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.replace(/^\d\d:\d\d:\d\d /, '')),
    ).toEqual(expected);
  });

  it('can be asked for more', async () => {
    const { stderr } = await run(`
      const logger = createLogger({ folder: null, level: 'debug', console: 'debug' });
      logger.component('http').debug('fine print');`);
    expect(stderr).toContain('debug http: fine print');
  });

  it('says in one line that the log cannot be written, and the process lives on', async () => {
    const blocked = join(folder, 'logs');
    writeFileSync(blocked, '');
    const { stderr, stdout } = await run(`
      const logger = createLogger({ folder: ${JSON.stringify(blocked)}, level: 'info' });
      for (let n = 0; n < 100; n++) logger.component('test').info('x');
      await logger.flush();
      for (let n = 0; n < 100; n++) logger.component('test').info('x');
      await logger.close();
      console.log('alive');`);
    expect(stdout).toBe('alive\n');
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/^Vigil goes on without its log: .*ENOTDIR/)]);
  });
});
