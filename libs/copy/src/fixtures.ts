import { type Descriptor, digestOf, groupBy } from '@cip/oci';
import type { Step, StepOutcome } from '@cip/plan';
import { createRegistry, type RegistryOptions, type WriteOnceRegistry } from '@cip/registry';
import {
  type Image,
  type RegistryOptions as ServerOptions,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { CarryOut, type Targets } from './carry-out.js';
import type { DestinationFacts } from './job.js';

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
export async function carryOutAll(
  steps: Iterable<Step>,
  registry: Targets,
  options: { readonly signal?: AbortSignal; readonly facts?: ReadonlyMap<string, DestinationFacts> } = {},
): Promise<StepOutcome[]> {
  const { facts, ...others } = options;
  const outcomes: StepOutcome[] = [];
  const run = new CarryOut(registry, {
    ...others,
    registries: 1,
    onOutcome: (_step, _position, outcome) => outcomes.push(outcome),
  });
  const byRepository = groupBy([...steps], ({ destination }) => destination);
  await run.fill(
    [...byRepository].map(([repository, mine]) => {
      const known = facts?.get(repository);
      return { repository, steps: mine, ...(known && { facts: known }) };
    }),
  );
  return outcomes;
}

/** A manifest as tests change it. */
export interface WrittenManifest {
  mediaType?: string;
  config?: { -readonly [Key in keyof Descriptor]: Descriptor[Key] };
  layers?: { -readonly [Key in keyof Descriptor]: Descriptor[Key] }[];
  manifests?: { -readonly [Key in keyof Descriptor]: Descriptor[Key] }[];
}

/** The image with another manifest. */
export function rewritten(image: Image, change: (manifest: WrittenManifest) => void): Image {
  const manifest = JSON.parse(new TextDecoder().decode(image.bytes)) as WrittenManifest;
  change(manifest);
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  return {
    ...image,
    bytes,
    descriptor: { ...image.descriptor, digest: digestOf(bytes), size: bytes.byteLength },
  };
}
