import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reportWaits } from './report-waits.js';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

it('tells each host that has to be waited for, at most every ten seconds', () => {
  const warn = vi.fn();
  const onWait = reportWaits({ warn });
  const wait = (host: string): void => {
    onWait({ host, reason: 'answered 429', until: Date.now() + 1500 });
  };
  wait('a.example');
  vi.setSystemTime(9000);
  wait('a.example');
  wait('b.example');
  vi.setSystemTime(10_000);
  wait('a.example');
  expect(warn.mock.calls.map(([, fields]: unknown[]) => fields)).toEqual([
    { host: 'a.example', reason: 'answered 429', seconds: 2 },
    { host: 'b.example', reason: 'answered 429', seconds: 2 },
    { host: 'a.example', reason: 'answered 429', seconds: 2 },
  ]);
});
