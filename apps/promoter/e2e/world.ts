import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Digest } from '@cip/oci';
import {
  buildImage,
  buildLayer,
  buildMultiPlatform,
  type Image,
  type RegistrySnapshot,
  startRegistry,
  type TestRegistry,
  writeTree,
} from '@cip/testing';
import { dockerConfig, type RegistryUser } from './docker-config.js';
import { type CipResult, runCip, type RunOptions, temporaryFolder } from './run-cip.js';

const base = buildLayer('base');

export const images = {
  old: buildImage('old'),
  app: buildImage('app', { layers: [base, buildLayer('app')] }),
  tools: buildImage('tools', { layers: [base, buildLayer('tools')], format: 'docker' }),
  platforms: buildMultiPlatform('platforms', { layers: 1 }),
  untagged: buildImage('untagged', { layers: 1 }),
  present: buildImage('present'),
  retagged: buildImage('retagged'),
};

/** What the manifests of a world want: image name → images with their tags. */
export const wanted: Readonly<Record<string, readonly (readonly [Image, readonly string[]])[]>> = {
  app: [
    [images.app, ['v1', 'v1.0']],
    [images.platforms, ['v2']],
    [images.untagged, []],
  ],
  tools: [[images.tools, ['v3']]],
  present: [[images.present, ['v6']]],
  retagged: [[images.retagged, ['v7', 'v7.1']]],
};

/** All that a production registry holds. */
export interface State {
  readonly manifests: RegistrySnapshot;
  readonly blobs: Readonly<Record<string, readonly Digest[]>>;
}

/** What specs read of a report in JSON. */
export interface JsonReport {
  readonly summary: Readonly<Record<string, number>>;
  readonly items: readonly {
    readonly kind: string;
    readonly state: string;
    readonly image: string;
    readonly digest: string;
    readonly tags: readonly string[];
    readonly destination: string;
    readonly reason?: string;
    readonly where?: { readonly file: string; readonly line: number };
  }[];
}

export interface WorldOptions {
  /** Default: {@link wanted}. */
  readonly wanted?: typeof wanted;
  /** Of staging and the first production registry; reads of staging need no user. */
  readonly auth?: RegistryUser;
}

export type RegistryName = 'staging' | 'us' | 'eu';

/**
 * A staging registry, two production registries that hold a part already, and a tree that wants the rest. `us` lists
 * tags only; `eu` lists everything, as Google's registries do.
 */
export class World implements AsyncDisposable {
  constructor(
    readonly staging: TestRegistry,
    readonly us: TestRegistry,
    readonly eu: TestRegistry,
    /** The folder of the manifests; `config.json` in it is a Docker config. */
    readonly folder: string,
  ) {}

  /** `cip promote --confirm --format json`, quick to give up. */
  promote(
    more: readonly string[] = [],
    { patience, ...options }: RunOptions & { readonly patience?: Patience } = {},
  ): Promise<CipResult> {
    return runCip([...promoteArguments(this.folder, patience), '--format', 'json', ...more], {
      ...options,
      env: { DOCKER_CONFIG: this.folder, ...options.env },
    });
  }

  get production(): readonly TestRegistry[] {
    return [this.us, this.eu];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.staging, this.us, this.eu].map((registry) => registry.close()));
  }
}

/** How long a run waits for registries. */
export interface Patience {
  readonly retryDeadline?: string;
  readonly idleTimeout?: string;
}

/** `cip promote --confirm` of the tree in a folder, quick to give up. */
export function promoteArguments(
  folder: string,
  { retryDeadline = '10s', idleTimeout = '2s' }: Patience = {},
): string[] {
  const quick = ['--rps-per-host', '0', '--retry-deadline', retryDeadline, '--idle-timeout', idleTimeout];
  return ['promote', '--thin-manifest-dir', folder, '--confirm', ...quick];
}

/** Starts a world on free ports. Take it with `await using`. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { auth } = options;
  const bearer = auth && ({ kind: 'bearer', ...auth } as const);
  const staging = await startRegistry(bearer ? { auth: { ...bearer, anonymousPull: true } } : {});
  const us = await startRegistry(bearer ? { auth: bearer } : {});
  const eu = await startRegistry({ google: true });
  const folder = await temporaryFolder();
  const world = new World(staging, us, eu, folder);
  seed(world, options.wanted ?? wanted);
  await writeManifests(world, options.wanted ?? wanted);
  if (auth) await writeFile(path.join(folder, 'config.json'), dockerConfig([us.host], auth));
  return world;
}

function seed(world: World, list: typeof wanted): void {
  for (const [name, entries] of Object.entries(list)) {
    for (const [image, tags] of entries) world.staging.seed(`staging/${name}`, image, tags);
  }
  for (const registry of world.production) {
    registry.seed('prod/app', images.old, ['v0']);
    registry.seed('prod/present', images.present, ['v6']);
    registry.seed('prod/retagged', images.retagged, ['v7']);
  }
}

async function writeManifests({ staging, us, eu, folder }: World, list: typeof wanted): Promise<void> {
  const dmaps = Object.entries(list).map(([name, entries]) => {
    const dmap = Object.fromEntries(entries.map(([image, tags]) => [image.descriptor.digest, tags]));
    return [name, dmap] as const;
  });
  await writeTree(folder, {
    project: {
      source: `${staging.host}/staging`,
      destinations: [`${us.host}/prod`, `${eu.host}/prod`],
      images: Object.fromEntries(dmaps),
    },
  });
}

/** To compare two registries byte for byte. */
export function stateOf(registry: TestRegistry): State {
  const manifests = registry.snapshot();
  const blobs = Object.keys(manifests).map((name) => [name, registry.blobs(name)] as const);
  return { manifests, blobs: Object.fromEntries(blobs) };
}

/** Lines `repository@digest,tag`. */
export function tagsOf(registry: TestRegistry): string[] {
  return registry.digestSet().filter((line) => !line.endsWith(',-'));
}

/** The JSON report on stdout. Throws when there is none. */
export function reportOf({ stdout, stderr, code }: CipResult): JsonReport {
  try {
    return JSON.parse(stdout) as JsonReport;
  } catch {
    throw new Error(`exit code ${code} without a report\n${stdout}\n${stderr}`);
  }
}

/** Items that a human must look at, with the reason. */
export function complaintsOf(result: CipResult): JsonReport['items'] {
  return reportOf(result).items.filter(({ state }) => state === 'blocked' || state === 'failed');
}
