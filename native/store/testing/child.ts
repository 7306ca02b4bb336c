import { beginRun, candidates, detection, inference } from './records.ts';

/**
 * A process of its own for tests, by its first argument:
 * `write`: opens the store in the folder of the second argument and prints the id of each result it recorded, without end;
 * `hold`: opens it, prints `ready` and waits; `once`: records one result, closes the store and ends by itself.
 */
const [task, folder] = process.argv.slice(2);
const { openStore } = await import('../open.ts');
const print = (line: string | number) => process.stdout.write(`${line}\n`);

try {
  const store = openStore(folder ?? '');
  if (task === 'hold') {
    print('ready');
    setInterval(() => {}, 60_000);
  } else {
    const run = beginRun(store);
    const record = () =>
      store.recordInference(
        inference(run, { detections: [detection('person', 0.9), detection('bus', 0.8)], candidates: candidates(50) }),
      );
    if (task === 'write') {
      for (;;) {
        print(record());
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    print(record());
    store.close();
  }
} catch (thrown) {
  print(thrown instanceof Error && 'code' in thrown ? `${String(thrown.code)}: ${thrown.message}` : String(thrown));
  process.exitCode = 1;
}
