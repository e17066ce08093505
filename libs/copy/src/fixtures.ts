import type { Step, StepOutcome } from '@cip/plan';
import { createRegistry, type RegistryOptions, type WriteOnceRegistry } from '@cip/registry';
import { CarryOut, type Targets } from './carry-out.js';
import { type RegistryOptions as ServerOptions, startRegistry, type TestRegistry } from '@cip/testing';

/** A staging registry, production registries, and a client of all. */
export interface Stage extends AsyncDisposable {
  readonly staging: TestRegistry;
  readonly production: readonly TestRegistry[];
  readonly registry: WriteOnceRegistry;
}

export async function stage(
  options: {
    readonly hosts?: number;
    readonly server?: ServerOptions;
    readonly client?: RegistryOptions;
  } = {},
): Promise<Stage> {
  const staging = await startRegistry();
  const production = await Promise.all(
    Array.from({ length: options.hosts ?? 1 }, () => startRegistry(options.server)),
  );
  const registry = createRegistry({
    rights: 'write-once',
    requestsPerSecond: 0,
    retryDeadline: 3000,
    ...options.client,
  });
  return {
    staging,
    production,
    registry,
    [Symbol.asyncDispose]: async () => {
      await registry.close();
      await Promise.all([staging, ...production].map((server) => server.close()));
    },
  };
}

/** What a registry was asked, as `METHOD kind`. */
export function requestsByKind(server: TestRegistry): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, kind } of server.requests) {
    const key = `${method} ${kind}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** The outcomes of steps of one registry, in their order. */
export async function carryOutAll(steps: readonly Step[], registry: Targets): Promise<StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  const run = new CarryOut(registry, {
    registries: 1,
    onOutcome: (_step, _position, outcome) => outcomes.push(outcome),
  });
  await run.fill(steps.map((step) => ({ repository: step.destination, steps: [step] })));
  return outcomes;
}
