import { lowerProcess, NICENESS } from '../priority/priority.ts';
import { Conversation } from './conversation.ts';
import { listBuiltIn } from './providers/built-in.ts';
import { RUNTIME_VERSION } from './runtime.ts';
import { openTransport, type Transport } from './transport.ts';

/** Entry of the detector process. Its standard output stays silent; what goes wrong stands on standard error. */

const HEARTBEAT_MS = 1_000;

const transport = openTransport();
if (transport === null) {
  process.stderr.write(
    'This is a part of Vigil that the console starts by itself. Run "vigil serve" or "vigil detect".\n',
  );
  process.exit(2);
}
converse(transport);

function converse(channel: Transport): void {
  lowerProcess(NICENESS.model);
  // Ctrl+C and a service manager's stop reach the whole group, but when to stop is the parent's decision: shutdown or
  // disconnect.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

  const conversation = new Conversation((message) => channel.post(message));
  channel.onDisconnect(() => process.exit(0));
  channel.onMessage((message) => {
    void conversation.receive(message).then(async (finished) => {
      if (!finished) return;
      await channel.flush();
      process.exit(0);
    });
  });
  channel.post({ kind: 'hello', pid: process.pid, runtime: RUNTIME_VERSION, built_in: listBuiltIn() });
  setInterval(() => channel.post({ kind: 'heartbeat', rss_bytes: process.memoryUsage.rss() }), HEARTBEAT_MS);
}
