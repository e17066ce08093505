import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { RealRegistry } from '../real/docker-registry.js';
import { noFleet } from '../real/fleet-program.js';
import { type Fleet, startFleet } from '../real/fleet.js';
import { noRealRegistry, realRegistry } from '../real/real-registry.js';
import { startRegistry } from '../registry/start-registry.js';
import type { TestRegistry } from '../registry/test-registry.js';
import { Client } from './client.js';
import { discovery } from './discovery.js';
import { management } from './management.js';
import { pull } from './pull.js';
import { push } from './push.js';

const behaviours = [...pull, ...push, ...discovery, ...management];

const emptyRepository = (host: string): Client => new Client(host, `conformance/${randomUUID()}`);

describe('the registry in process', () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.close());

  it.each(behaviours)('$name', async ({ check }) => {
    await check(emptyRepository(registry.host));
  });
});

describe('a registry that is not ours', () => {
  let registry: RealRegistry | undefined;
  beforeAll(async () => {
    registry = await realRegistry();
  });
  afterAll(() => registry?.close());

  it.for(behaviours)('$name', async ({ check, notInDockerRegistry }, context) => {
    if (!registry) return context.skip(noRealRegistry);
    if (notInDockerRegistry !== undefined) return context.skip(notInDockerRegistry);
    await check(emptyRepository(registry.host));
  });
});

describe('a registry of the fleet', () => {
  let fleet: Fleet | undefined;
  beforeAll(async () => {
    fleet = await startFleet({ hosts: 1, flags: { plain: true } });
  });
  afterAll(() => fleet?.close());

  it.for(behaviours)('$name', async ({ check }, context) => {
    if (!fleet) return context.skip(noFleet);
    await check(emptyRepository(fleet.hosts[0] ?? ''));
  });
});
