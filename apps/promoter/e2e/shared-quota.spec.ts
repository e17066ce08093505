import { buildImage, type TestRegistry } from '@cip/testing';
import { expect, it } from 'vitest';
import { type JsonReport, startWorld, type World } from './world.js';

const message =
  "Quota exceeded for quota metric 'Requests per project per user' and limit 'Requests per project per user per minute per user' of service 'artifactregistry.googleapis.com' for consumer 'project_number:388270116193'.";
const refusal = new TextEncoder().encode(JSON.stringify({ errors: [{ code: 'TOOMANYREQUESTS', message }] }));

/** A quota of all production registries together: so many requests a second, and as many at once. */
class SharedQuota {
  refused = 0;
  #tokens: number;
  #at = Date.now();

  constructor(private readonly perSecond: number) {
    this.#tokens = perSecond;
  }

  limit(registry: TestRegistry): void {
    registry.fault({
      match: { times: Infinity },
      action: 'respond',
      respond: () => {
        if (this.#take()) return undefined;
        this.refused += 1;
        return { status: 429, headers: { 'content-type': 'application/json' }, body: refusal };
      },
    });
  }

  #take(): boolean {
    const now = Date.now();
    this.#tokens = Math.min(this.perSecond, this.#tokens + ((now - this.#at) / 1000) * this.perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

interface Report extends JsonReport {
  readonly waits?: readonly { readonly limit: string; readonly of: string; readonly perSecond: number }[];
}

const apps = Array.from({ length: 15 }, (_, i) => [buildImage(`app${i}`), [`w${i}`]] as const);

/** Has the production registries share a quota. */
function limited(world: World, perSecond: number): SharedQuota {
  const quota = new SharedQuota(perSecond);
  for (const registry of world.production) quota.limit(registry);
  return quota;
}

async function promote(world: World, ...more: string[]): Promise<{ code: number; report: Report }> {
  const { code, stdout } = await world.promote(['--google-hosts', '127.0.0.1', ...more], {
    patience: { retryDeadline: '2m' },
  });
  return { code, report: JSON.parse(stdout) as Report };
}

it('a quota that hosts share slows them down together, and everything is promoted', async () => {
  await using world = await startWorld({ wanted: { app: apps } });
  const quota = limited(world, 40);
  const { code, report } = await promote(world);
  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ promoted: 30, failed: 0, blocked: 0 });
  expect(quota.refused).toBeGreaterThan(0);
  // Unlimited, some three of four would have been refused.
  expect(quota.refused).toBeLessThan((report.summary['requests'] ?? 0) / 3);
  const group = { limit: 'rps-per-group', of: 'prod' };
  expect(report.waits).toContainEqual(expect.objectContaining(group));
}, 60_000);

it('a rate that was set beforehand draws no refusal', async () => {
  await using world = await startWorld({ wanted: { app: apps } });
  const quota = limited(world, 60);
  const { code, report } = await promote(world, '--rps-per-group', 'prod=30');
  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ promoted: 30, failed: 0, blocked: 0 });
  expect(quota.refused).toBe(0);
  expect(report.waits).toMatchObject([{ limit: 'rps-per-group', of: 'prod', perSecond: 30 }]);
}, 60_000);
