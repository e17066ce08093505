import { type Descriptor, digestOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { HeldBlobs } from './held-blobs.js';

function blob(name: string, size = 10): { descriptor: Descriptor; bytes: Uint8Array } {
  const bytes = Buffer.alloc(size, name);
  return { descriptor: { mediaType: 'application/octet-stream', digest: digestOf(bytes), size }, bytes };
}

const done = (): Promise<void> => Promise.resolve();

describe('held blobs', () => {
  it('are read once for users at the same time and for later ones', async () => {
    const held = new HeldBlobs(160);
    const { descriptor, bytes } = blob('a');
    let reads = 0;
    const read = (): Promise<Uint8Array> => {
      reads += 1;
      return Promise.resolve(bytes);
    };
    await Promise.all([1, 2, 3].map(() => held.use(descriptor, read, done)));
    await held.use(descriptor, read, (got) => {
      expect(got).toBe(bytes);
      return done();
    });
    expect(reads).toBe(1);
  });

  it('that nobody uses take a sixteenth of it at most, those that were used last', async () => {
    const held = new HeldBlobs(320);
    const reads: string[] = [];
    const use = (name: string): Promise<void> => {
      const { descriptor, bytes } = blob(name);
      const read = (): Promise<Uint8Array> => {
        reads.push(name);
        return Promise.resolve(bytes);
      };
      return held.use(descriptor, read, done);
    };
    for (const name of ['a', 'b', 'c']) await use(name);
    expect(held.budget.held).toBe(20);
    for (const name of ['b', 'c', 'a', 'c']) await use(name);
    expect(reads).toEqual(['a', 'b', 'c', 'a']);
    expect(held.budget.held).toBe(20);
  });

  it('never exceed the budget: what nobody uses gives way, what is used is waited for', async () => {
    const held = new HeldBlobs(20);
    const open: (() => void)[] = [];
    const use = (name: string): Promise<void> => {
      const { descriptor, bytes } = blob(name);
      return held.use(
        descriptor,
        () => Promise.resolve(bytes),
        () => new Promise((resolve) => open.push(resolve)),
      );
    };
    const uses = [use('a'), use('b'), use('c')];
    await expect.poll(() => open.length).toBe(2);
    expect(held.budget.held).toBe(20);
    open.shift()?.();
    await expect.poll(() => open.length).toBe(2);
    expect(held.budget.held).toBe(20);
    for (const finish of open) finish();
    await Promise.all(uses);
  });

  it('forget a read that failed', async () => {
    const held = new HeldBlobs(20);
    const { descriptor, bytes } = blob('a');
    await expect(held.use(descriptor, () => Promise.reject(new Error('reset')), done)).rejects.toThrow(
      'reset',
    );
    expect(held.budget.held).toBe(0);
    await held.use(descriptor, () => Promise.resolve(bytes), done);
  });

  it('let a waiting user go when it is aborted', async () => {
    const held = new HeldBlobs(10);
    const controller = new AbortController();
    const { descriptor, bytes } = blob('a');
    let finish: () => void = () => undefined;
    const first = held.use(
      descriptor,
      () => Promise.resolve(bytes),
      () => new Promise((resolve) => (finish = resolve)),
    );
    const waiting = held.use(blob('b').descriptor, () => Promise.resolve(bytes), done, controller.signal);
    controller.abort(new Error('SIGTERM'));
    await expect(waiting).rejects.toThrow('SIGTERM');
    finish();
    await first;
  });
});
