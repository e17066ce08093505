import { expect, it } from 'vitest';
import type { RequestLedger } from '@cip/registry';
import type { Screen } from './console.js';
import { printRequests } from './print-stats.js';

const ledger: Pick<RequestLedger, 'hosts' | 'waitTimes'> = {
  hosts: () => [{ host: 'gcr.io', total: 9, requests: { tags: 9 }, retries: 1, bytesIn: 1, bytesOut: 0 }],
  waitTimes: () => ({
    elapsedMs: 20_000,
    waits: [
      { limit: 'rps-per-host', of: 'gcr.io', perSecond: 80, ms: 12_000 },
      { limit: 'refusal', of: 'gcr.io', ms: 500 },
    ],
  }),
};

function printed(request: { readonly stats: boolean; readonly format: string }): {
  out: string;
  beside: string;
} {
  const texts = { out: '', beside: '' };
  const screen = {
    print: (text: string) => (texts.out += text),
    progress: { above: (text: string) => (texts.beside += text) },
  };
  printRequests(ledger, request, screen as unknown as Screen);
  return texts;
}

it('tells of a limit that took the time, and of requests and waits when asked to', () => {
  const { out, beside } = printed({ stats: true, format: 'text' });
  expect(out).toContain('12 of 20 s were spent waiting for the limit of 80 requests a second of gcr.io');
  expect(out).toMatch(/received {2}sent {2}waited\ngcr\.io .* 12\.5 s\n/);
  expect(beside).toBe('');
});

it('tells beside a report that programs read', () => {
  const { out, beside } = printed({ stats: false, format: 'json' });
  expect(out).toBe('');
  expect(beside).toBe(
    '12 of 20 s were spent waiting for the limit of 80 requests a second of gcr.io (--rps-per-host).\n',
  );
});
