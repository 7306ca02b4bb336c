import { describe, expect, it } from 'vitest';
import { SseReader } from './sse.ts';

const STREAM =
  'retry: 2000\n\nid: a-1\n\n: still here\n\nid: a-2\nevent: model\ndata: {"x":1}\n\nevent: gpu\ndata:{"y":2}\n\ndata: one\ndata: two\n\n';
const MESSAGES = [
  { event: 'model', data: '{"x":1}' },
  { event: 'gpu', data: '{"y":2}' },
  { event: 'message', data: 'one\ntwo' },
];

describe('SseReader', () => {
  it.each([1, 2, 3, 7, 1_000])('reads a stream that comes in pieces of %i', (size) => {
    const reader = new SseReader();
    const messages = [];
    for (let at = 0; at < STREAM.length; at += size) messages.push(...reader.push(STREAM.slice(at, at + size)));
    expect(messages).toEqual(MESSAGES);
    expect(reader.lastId).toBe('a-2');
  });

  it('moves its place by an id without data, and makes no event of it', () => {
    const reader = new SseReader();
    expect(reader.push('id: a-7\n\n')).toEqual([]);
    expect(reader.lastId).toBe('a-7');
  });

  it('forgets half an event with its connection, and keeps its place', () => {
    const reader = new SseReader();
    reader.push('id: a-1\ndata: 1\n\nevent: mod');
    reader.begin();
    expect(reader.push('data: 2\n\n')).toEqual([{ event: 'message', data: '2' }]);
    expect(reader.lastId).toBe('a-1');
  });
});
