/** A server that does nothing but answer a page as long as /metrics: what of its time is the machine's and not ours. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const page = 'x'.repeat(32_000);
const server = createServer((_, response) => response.end(page));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
