import {
  buildArtifact,
  buildImage,
  buildMultiPlatform,
  buildSignature,
  type Fault,
  type Image,
  type RegistryOptions,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { expect } from 'vitest';
import { type JsonReport, reportOf, temporaryFolder } from './run-cip-backup.js';

const app = buildImage('app');

export const images = {
  app,
  next: buildImage('next'),
  platforms: buildMultiPlatform('platforms', { layers: 1 }),
  untagged: buildImage('untagged'),
  signature: buildSignature(app.descriptor),
  sbom: buildArtifact('sbom', { subject: app.descriptor }),
};

export type Layout = 'tree' | 'incremental' | 'oci';

/** Production, and a backup in a registry that refuses to delete, and to write a tag again. */
export class World implements AsyncDisposable {
  readonly #noDeletes: Fault;

  constructor(
    readonly production: TestRegistry,
    readonly store: TestRegistry,
    readonly layout: Layout,
    /** As `--backup` names it. */
    readonly backup: string,
  ) {
    refuseOverwrites(store);
    this.#noDeletes = store.fault({
      action: 'status',
      status: 405,
      match: { method: 'DELETE', times: Infinity },
    });
  }

  /** What only those who prune may do. */
  allowDeletes(): void {
    this.#noDeletes.remove();
  }

  get from(): string {
    return `${this.production.host}/prod`;
  }

  /** The arguments of `cip-backup run`. */
  runArguments(hour: string): string[] {
    return ['run', '--from', this.from, '--to', this.backup, '--layout', this.layout, '--hour', hour];
  }

  take(hour: string, code = 0): Promise<JsonReport> {
    return reportOf(this.runArguments(hour), code);
  }

  /** Holds a snapshot against its record, down to the last byte. */
  async verify(hour: string): Promise<void> {
    const { items, summary } = await reportOf(['verify', hour, '--backup', this.backup, '--level', 'blobs']);
    expect(items).toEqual([]);
    expect(summary['images']).toBeGreaterThan(0);
  }

  /** What a restore of a snapshot to an empty registry holds, as sorted lines. */
  async restored(hour: string): Promise<string[]> {
    await using empty = await startRegistry();
    await reportOf(['restore', hour, '--backup', this.backup, '--to', `${empty.host}/prod`, '--confirm']);
    return empty.digestSet();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.production.close(), this.store.close()]);
  }
}

/** Starts a world on free ports. Take it with `await using`. */
export async function startWorld(layout: Layout, server: RegistryOptions = { google: true }): Promise<World> {
  const production = await startRegistry(server);
  const store = await startRegistry(server);
  const backup = layout === 'oci' ? `oci:${await temporaryFolder()}/backup` : `${store.host}/backup`;
  const world = new World(production, store, layout, backup);
  seed(production, 'prod/app', [
    [images.app, ['v1', 'v1.0']],
    [images.platforms, ['v2']],
    [images.signature, [`${images.app.descriptor.digest.replace(':', '-')}.sig`]],
    [images.sbom, []],
  ]);
  seed(production, 'prod/deep/tool', [[images.untagged, []]]);
  return world;
}

export function seed(
  registry: TestRegistry,
  repository: string,
  entries: readonly (readonly [Image, readonly string[]])[],
): void {
  for (const [image, tags] of entries) registry.seed(repository, image, tags);
}

/** As registries with immutable tags do. */
function refuseOverwrites(registry: TestRegistry): void {
  registry.fault({
    action: 'respond',
    match: { method: 'PUT', kind: 'manifest', times: Infinity },
    respond: ({ repository, reference }) => {
      const isTaken = !reference.includes(':') && registry.manifest(repository, reference) !== undefined;
      if (!isTaken) return undefined;
      const errors = [{ code: 'TAG_IMMUTABLE', message: `${repository}:${reference} is there` }];
      const body = new TextEncoder().encode(JSON.stringify({ errors }));
      return { status: 409, headers: { 'content-type': 'application/json' }, body };
    },
  });
}
