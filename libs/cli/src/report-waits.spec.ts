import type { WaitEvent } from '@cip/registry';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reportWaits } from './report-waits.js';

const noon = Date.UTC(2026, 0, 2, 12);

beforeEach(() => {
  vi.useFakeTimers({ now: noon });
});

afterEach(() => {
  vi.useRealTimers();
});

it('tells each host that has to be waited for, at most every thirty seconds', () => {
  const warn = vi.fn();
  const onWait = reportWaits({ warn });
  const wait = (host: string, kind: WaitEvent['kind'], reason: string): void => {
    onWait({ host, kind, reason, until: Date.now() + 10_500 });
  };
  wait('a.example', 'failing', 'connection refused');
  vi.setSystemTime(noon + 29_000);
  wait('a.example', 'failing', 'connection refused');
  wait('b.example', 'held', 'status 429');
  vi.setSystemTime(noon + 30_000);
  wait('a.example', 'failing', 'no answer yet');
  expect(warn.mock.calls).toEqual([
    ['waiting for a.example: connection refused, trying again until 12:00:10', { host: 'a.example' }],
    ['waiting for b.example: status 429, it asked to be left alone until 12:00:39', { host: 'b.example' }],
    ['waiting for a.example: no answer yet, trying again until 12:00:40', { host: 'a.example' }],
  ]);
});
