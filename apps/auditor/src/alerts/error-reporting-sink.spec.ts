import { type ErrorReportingServer, type ReportAnswer, startErrorReporting } from '@cip/testing';
import type { AlertSink } from '@cip/watch';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { digest, readableLog, rejected } from './fixtures.js';
import { errorReportingSink } from './error-reporting-sink.js';
import { findProject } from './find-project.js';
import { openErrorReporting } from './open-error-reporting.js';

const service = { name: 'cip-auditor', version: '1.2.3' };
let server: ErrorReportingServer;

beforeEach(async () => {
  server = await startErrorReporting();
  for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
  // A process reads its extra certificates when it starts, and this one has started.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const openSink = (): Promise<AlertSink> => errorReportingSink({ projectId: 'some-project', service });

describe('an accepted report', () => {
  it('tells what was rejected and why, with a stack trace, whatever NODE_ENV says', async () => {
    vi.stubEnv('NODE_ENV', 'development');
    const sink = await openSink();
    await sink.send(rejected(), 3);

    const [report] = server.reports;
    expect(report).toMatchObject({
      project: 'some-project',
      authorization: 'Bearer stand-in-token',
      serviceContext: { service: 'cip-auditor', version: '1.2.3' },
      context: { httpRequest: { url: `registry.example/app:v9@${digest}` } },
    });
    expect(report?.message.split('\n').slice(0, 5)).toEqual([
      `RejectedChangeError: REJECTED unknown-tag: insert of registry.example/app:v9@${digest}: nobody promised it`,
      'found 3 times since the last report',
      `change: registry.example/app:v9@${digest}`,
      'manifests: c0ffee',
      'contents: {"action":"INSERT","tag":"registry.example/app:v9"}',
    ]);
    expect(report?.message.split('\n')[5]).toMatch(
      /^ {4}at unknown_tag_[0-9a-f]{12} .*report-of\.ts:[0-9]+:[0-9]+\)?$/,
    );
  });

  it('shows contents on one line and bounded, so that they look like nothing else', async () => {
    const sink = await openSink();
    await sink.send(
      rejected('app', { contents: `{}\n    at forged (/frame.js:1:1)\u001b[31m${'x'.repeat(100_000)}` }),
      1,
    );

    const { message } = server.reports[0]!;
    expect(message).toContain('contents: {}\\u000a    at forged (/frame.js:1:1)\\u001b[31mxxx');
    expect(message).toMatch(/x… \(1000[0-9]{2} characters\)\n {4}at /);
    expect(message.length).toBeLessThan(8000);
  });

  it('is put together with repeats of its finding, and with no other: by type and topmost frames', async () => {
    const sink = await openSink();
    const app = rejected('app');
    const again = { ...app, contents: 'another message', revision: 'ba5eba11' };
    for (const [alert, count] of [
      [app, 1],
      [again, 7],
      [rejected('other'), 1],
    ] as const) {
      await sink.send(alert, count);
    }
    const frames = server.reports.map(({ message }) => {
      const places = message.split('\n').filter((text) => text.startsWith('    at '));
      return [message.split(':')[0], ...places.slice(0, 5)].join('\n');
    });
    expect(frames[1]).toBe(frames[0]);
    expect(frames[2]).not.toBe(frames[0]);
  });

  it('is of a message that is no event, too', async () => {
    const sink = await openSink();
    const transaction = {
      id: '7',
      time: '2026-01-02T03:04:05.000Z',
      verdict: 'REJECTED',
      reason: 'malformed',
      explanation: 'it is not JSON',
      revision: 'c0ffee',
    } as const;
    await sink.send(rejected('app', { message: 'REJECTED malformed: it is not JSON', transaction }), 1);
    expect(server.reports[0]?.message).toMatch(/^RejectedChangeError: REJECTED malformed: it is not JSON\n/);
  });
});

describe('a report that is not accepted', () => {
  it.each<[situation: string, answer: ReportAnswer, reason: string]>([
    ['a bad request', 400, 'answer 400: refused with 400'],
    ['no right to report', 403, 'answer 403: refused with 403'],
  ])('%s', async (_, answer, reason) => {
    server.answerWith(answer);
    const sink = await openSink();
    await expect(sink.send(rejected(), 1)).rejects.toThrow(reason);
    expect(server).toMatchObject({ attempts: 1, reports: [] });
  });
});

it('a report is sent again by the library after an answer of 503', async () => {
  server.answerWith(503);
  const sink = await openSink();
  await sink.send(rejected(), 1);
  expect(server).toMatchObject({ attempts: 2, reports: [{ project: 'some-project' }] });
});

describe('the project', () => {
  const open = async (env: Record<string, string>, projectId?: string) => {
    const { log, lines } = readableLog();
    const sink = await openErrorReporting({
      service,
      log,
      projectId: await findProject(projectId, env),
    });
    await sink?.send(rejected(), 1);
    return { lines, projects: server.reports.map(({ project }) => project) };
  };

  it.each<[situation: string, env: Record<string, string>, given: string | undefined, project: string]>([
    ['given', { GOOGLE_CLOUD_PROJECT: 'other' }, 'mine', 'mine'],
    ['of the environment', { GOOGLE_CLOUD_PROJECT: 'other' }, undefined, 'other'],
    ['that Cloud Run says', { K_SERVICE: 'auditor' }, undefined, 'test-project'],
  ])('is the one %s', async (_, env, given, project) => {
    expect(await open(env, given)).toEqual({ lines: [], projects: [project] });
  });

  it('is needed: without one there is no sink, and the log says so', async () => {
    expect(await open({})).toEqual({
      lines: ['info alerts are not reported to Error Reporting: no Google Cloud project is known'],
      projects: [],
    });
  });
});
