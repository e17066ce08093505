import { type ErrorReportingServer, startErrorReporting } from '@cip/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { errorReportingSink } from './error-reporting-sink.js';
import { rejected } from './fixtures.js';

// In a file and so in a process of its own: the library goes on trying after it was given up.

let server: ErrorReportingServer;

beforeEach(async () => {
  server = await startErrorReporting();
  for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
});

// The environment stays, so that whatever is still tried finds nobody.
afterEach(() => server.close());

const openSink = (deadline?: number) =>
  errorReportingSink({
    projectId: 'p',
    service: { name: 'cip-auditor', version: '1' },
    ...(deadline !== undefined && { deadline }),
  });

it('a report is not accepted while the API is down', async () => {
  const sink = await openSink(700);
  await server.close();
  await expect(sink.send(rejected(), 1)).rejects.toThrow();
});

it('a report is not accepted by an API that is broken for longer than the deadline', async () => {
  server.answerWith(...Array.from({ length: 50 }, () => 500));
  const sink = await openSink(1000);
  await expect(sink.send(rejected(), 1)).rejects.toThrow('no answer within 1000 ms');
  expect(server.attempts).toBeGreaterThan(0);
  expect(server.reports).toEqual([]);
});

it('a report is not accepted by an API that does not answer', async () => {
  server.answerWith(...Array.from({ length: 50 }, () => 'hang' as const));
  const sink = await openSink(1000);
  await expect(sink.send(rejected(), 1)).rejects.toThrow('no answer within 1000 ms');
  expect(server.attempts).toBeGreaterThan(0);
});

it('a report is given up, by default, before the queue has stood for 15 seconds', async () => {
  server.answerWith(...Array.from({ length: 50 }, () => 'hang' as const));
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(AbortSignal.abort());
  const sink = await openSink();
  await expect(sink.send(rejected(), 1)).rejects.toThrow('no answer within 10000 ms');
  expect(timeout.mock.calls[0]).toEqual([10_000]);
  timeout.mockRestore();
});

it('a report is given up when the service stops', async () => {
  server.answerWith(...Array.from({ length: 50 }, () => 'hang' as const));
  const sink = await openSink(10_000);
  const controller = new AbortController();
  const sent = sink.send(rejected(), 1, { signal: controller.signal });
  await expect.poll(() => server.attempts).toBeGreaterThan(0);
  controller.abort(new Error('stopped'));
  await expect(sent).rejects.toThrow('stopped');
});
