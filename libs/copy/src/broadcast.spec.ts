import { describe, expect, it } from 'vitest';
import { Broadcast, DetachedError, Patience } from './broadcast.js';

const chunk = 10;

/** A source of numbered chunks that counts what was taken from it. */
function numbered(count: number): { stream: () => AsyncIterable<Uint8Array>; taken: () => number } {
  let taken = 0;
  return {
    taken: () => taken,
    stream: async function* () {
      for (let i = 0; i < count; i++) {
        taken += 1;
        yield await Promise.resolve(new Uint8Array(chunk).fill(i));
      }
    },
  };
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<number[]> {
  const read: number[] = [];
  for await (const bytes of stream) read.push(bytes[0] ?? -1);
  return read;
}

const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('a broadcast', () => {
  it('gives every reader everything, reading the source once', async () => {
    const source = numbered(50);
    let ended = 0;
    const broadcast = new Broadcast(source.stream, 3 * chunk, new Patience(1000), () => (ended += 1));
    const readers = ['us', 'eu', 'asia'].map((host) => broadcast.join(host));
    const results = await Promise.all(readers.map(({ stream }) => readAll(stream)));
    expect(results).toEqual([all(50), all(50), all(50)]);
    expect(source.taken()).toBe(50);
    expect(ended).toBe(1);
  });

  it('detaches a reader that never reads, and the other gets everything', async () => {
    const source = numbered(50);
    const broadcast = new Broadcast(source.stream, 3 * chunk, new Patience(20), () => undefined);
    const quick = broadcast.join('us');
    const stuck = broadcast.join('eu');
    expect(await readAll(quick.stream)).toEqual(all(50));
    await expect(readAll(stuck.stream)).rejects.toThrow(DetachedError);
  });

  it('holds no more than a window for a reader that stopped, while nobody starves', async () => {
    const source = numbered(50);
    const broadcast = new Broadcast(source.stream, 3 * chunk, new Patience(60_000), () => undefined);
    const iterator = broadcast.join('us').stream[Symbol.asyncIterator]();
    await iterator.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(source.taken()).toBeLessThanOrEqual(5);
    await iterator.return?.();
  });

  it('stops reading the source when every reader has left', async () => {
    const source = numbered(1000);
    let ended = 0;
    const broadcast = new Broadcast(source.stream, 3 * chunk, new Patience(1000), () => (ended += 1));
    const { stream, leave } = broadcast.join('us');
    await stream[Symbol.asyncIterator]().next();
    leave();
    await expect.poll(() => ended).toBe(1);
    expect(source.taken()).toBeLessThan(20);
  });

  it('ends without ever reading when all readers leave first', () => {
    const source = numbered(10);
    let ended = 0;
    const broadcast = new Broadcast(source.stream, chunk, new Patience(1000), () => (ended += 1));
    for (const { leave } of [broadcast.join('us'), broadcast.join('eu')]) leave();
    expect(ended).toBe(1);
    expect(source.taken()).toBe(0);
  });

  it('does not end, and so gives no memory back, while a reader has something left to take', async () => {
    const source = numbered(3);
    let ended = 0;
    const broadcast = new Broadcast(source.stream, 10 * chunk, new Patience(1000), () => (ended += 1));
    const quick = broadcast.join('us');
    const slow = broadcast.join('eu');
    const iterator = slow.stream[Symbol.asyncIterator]();
    await iterator.next();
    expect(await readAll(quick.stream)).toEqual(all(3));
    expect(ended).toBe(0);
    slow.leave();
    expect(ended).toBe(1);
  });

  it('tells every reader when the source breaks', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new Uint8Array(chunk));
      throw new Error('connection reset');
    };
    const broadcast = new Broadcast(broken, 3 * chunk, new Patience(1000), () => undefined);
    const readers = [broadcast.join('us'), broadcast.join('eu')];
    const results = await Promise.allSettled(readers.map(({ stream }) => readAll(stream)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
