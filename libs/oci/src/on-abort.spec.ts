import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onAbort, unlessAborted } from './on-abort.js';

const listenersOn = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('however many listen', () => {
  it('the signal has one listener, and none when all have stopped', () => {
    const { signal } = new AbortController();
    const stops = Array.from({ length: 1000 }, () => onAbort(signal, () => undefined));
    expect(listenersOn(signal)).toBe(1);
    for (const stop of stops) stop();
    expect(listenersOn(signal)).toBe(0);
  });

  it('each is called once with the reason, the same function once for each time', () => {
    const controller = new AbortController();
    const heard: unknown[] = [];
    const listener = (reason: unknown): void => void heard.push(reason);
    onAbort(controller.signal, listener);
    onAbort(controller.signal, listener);
    const stop = onAbort(controller.signal, listener);
    stop();
    stop();
    controller.abort('enough');
    expect(heard).toEqual(['enough', 'enough']);
    expect(listenersOn(controller.signal)).toBe(0);
  });

  it('one that stops another while it is called', () => {
    const controller = new AbortController();
    const heard: string[] = [];
    let stopSecond = (): void => undefined;
    onAbort(controller.signal, () => {
      heard.push('first');
      stopSecond();
    });
    stopSecond = onAbort(controller.signal, () => heard.push('second'));
    controller.abort();
    expect(heard).toEqual(['first']);
  });
});

it('a signal that has aborted calls at once', () => {
  const heard: unknown[] = [];
  onAbort(AbortSignal.abort('over'), (reason) => heard.push(reason));
  expect(heard).toEqual(['over']);
});

describe('unless aborted', () => {
  it('settles as the promise does, and stops listening', async () => {
    const { signal } = new AbortController();
    await expect(unlessAborted(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    await expect.poll(() => listenersOn(signal)).toBe(0);
  });

  it('rejects with the reason of the signal, before or after', async () => {
    const never = new Promise(() => undefined);
    const controller = new AbortController();
    const waiting = unlessAborted(never, controller.signal);
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    await expect(unlessAborted(never, controller.signal)).rejects.toBe('enough');
  });
});
