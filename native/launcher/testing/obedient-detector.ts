/** A program that does what the path of a `load` says, to show what the launcher makes of it. */
import type { DetectorToService, ServiceToDetector } from '../../contract/messages.ts';

const post = (message: DetectorToService | { kind: 'nonsense' }) => process.send?.(message);

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ServiceToDetector) => {
  if (message.kind === 'detect') {
    const { image } = message;
    post({ kind: 'thumbnail', id: message.id, webp: image.type === 'bytes' ? image.bytes : new Uint8Array() });
  }
  if (message.kind !== 'load') return;
  switch (message.path) {
    case 'environment':
      post({ kind: 'hello', pid: process.pid, runtime: JSON.stringify(process.env), built_in: ['cpu'] });
      break;
    case 'nonsense':
      post({ kind: 'nonsense' });
      break;
    case 'last words':
      process.stdout.write('this is read by nobody\n'.repeat(100_000));
      for (let line = 1; line <= 100; line++) process.stderr.write(`line ${line}\n`);
      process.send?.({ kind: 'heartbeat', rss_bytes: 1 }, () => process.exit(3));
      break;
  }
});
