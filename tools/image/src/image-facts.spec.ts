import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { appFacts } from './image-facts.js';

const [program = '', ...args] = appFacts.get('auditor')?.healthCheck?.command ?? [];

/** Runs the health check of the auditor; gives its exit code. */
async function check(env: Readonly<Record<string, string>>): Promise<number | string | null | undefined> {
  try {
    await promisify(execFile)(program, args, { env: { PATH: process.env['PATH'], ...env } });
    return 0;
  } catch (error) {
    return (error as { code?: number | string | null }).code;
  }
}

describe('the health check of the auditor', () => {
  it('asks the port that the service listens on', async () => {
    const asked: (string | undefined)[] = [];
    let status = 200;
    const server = createServer(({ url }, response) => {
      asked.push(url);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as AddressInfo).port);
    try {
      expect(await check({ PORT: port })).toBe(0);
      expect(await check({ CIP_PORT: port, PORT: '1' })).toBe(0);
      status = 503;
      expect(await check({ PORT: port })).toBe(1);
      expect(asked).toEqual(['/health', '/health', '/health']);
    } finally {
      server.close();
    }
    expect(await check({ PORT: port })).toBe(1);
  });
});
