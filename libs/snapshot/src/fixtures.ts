import { createRegistry, type ReadOnlyRegistry, type WriteOnceRegistry } from '@cip/registry';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildMultiPlatform,
  buildSignature,
  type RegistryOptions,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { type Backup, registryBackup } from './backup.js';
import { parseSnapshotName, type SnapshotName } from './snapshot-name.js';
import { takeSnapshot, type TakeOptions } from './take-snapshot.js';
import type { TakenSnapshot } from './taken-snapshot.js';

const app = buildImage('app');
const inner = buildMultiPlatform('inner', { layers: 1 });

/** What production holds at first: everything that there is. */
export const images = {
  app,
  next: buildImage('next'),
  docker: buildImage('docker', { format: 'docker' }),
  platforms: buildMultiPlatform('platforms', { layers: 1 }),
  nested: buildIndex([inner, buildImage('beside')]),
  untagged: buildImage('untagged'),
  signature: buildSignature(app.descriptor),
  sbom: buildArtifact('sbom', { subject: app.descriptor }),
};

export const hours = {
  first: parseSnapshotName('2026/11/25/09'),
  second: parseSnapshotName('2026/11/25/10'),
  third: parseSnapshotName('2026/11/25/11'),
};

/** Production and its backup, each a registry of its own unless they are to share one. */
export class Pair implements AsyncDisposable {
  readonly reader: ReadOnlyRegistry = createRegistry({ requestsPerSecond: 0, retryDeadline: 1000 });
  readonly writer: WriteOnceRegistry = createRegistry({
    rights: 'write-once',
    requestsPerSecond: 0,
    retryDeadline: 1000,
  });

  constructor(
    readonly production: TestRegistry,
    readonly store: TestRegistry,
  ) {}

  get backup(): Backup<ReturnType<WriteOnceRegistry['repository']>> {
    return registryBackup(this.writer, `${this.store.host}/backup`);
  }

  get prefix(): string {
    return `${this.production.host}/prod`;
  }

  take(snapshot: SnapshotName, options: Partial<TakeOptions> = {}): Promise<TakenSnapshot> {
    return takeSnapshot({
      production: { registry: this.reader, prefix: this.prefix },
      backup: this.backup,
      layout: 'incremental',
      snapshot,
      ...options,
    });
  }

  /** `digestSet` of what lies below a path, without that path. */
  below(registry: TestRegistry, path: string): string[] {
    const lines = registry.digestSet().filter((line) => line.startsWith(`${path}/`));
    return lines.map((line) => line.slice(path.length + 1));
  }

  /** Does work as a process of its own would: with clients that remember nothing. */
  async afresh<T>(work: (pair: Pair) => Promise<T>): Promise<T> {
    const pair = new Pair(this.production, this.store);
    try {
      return await work(pair);
    } finally {
      await pair.closeClients();
    }
  }

  async closeClients(): Promise<void> {
    await Promise.all([this.reader.close(), this.writer.close()]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.closeClients();
    await Promise.all([...new Set([this.production, this.store])].map((server) => server.close()));
  }
}

export async function startPair(
  options: { readonly server?: RegistryOptions; readonly shared?: boolean } = {},
): Promise<Pair> {
  const production = await startRegistry(options.server);
  const store = options.shared === true ? production : await startRegistry(options.server);
  seedProduction(production);
  return new Pair(production, store);
}

function seedProduction(production: TestRegistry): void {
  production.seed('prod/app', images.app, ['v1', 'v1.0']);
  production.seed('prod/app', images.signature, [`${images.app.descriptor.digest.replace(':', '-')}.sig`]);
  production.seed('prod/app', images.sbom);
  production.seed('prod/app', images.platforms, ['v2']);
  production.seed('prod/deep/tool', images.nested, ['t1']);
  production.seed('prod/deep/tool', images.docker, ['t2']);
  production.seed('prod/deep', images.untagged);
}

/** Moves a tag, deletes a manifest and adds an image. */
export function changeProduction(production: TestRegistry): void {
  production.seed('prod/app', images.next);
  production.setTag('prod/app', 'v1', images.next.descriptor.digest);
  production.deleteManifest('prod/deep/tool', images.docker.descriptor.digest);
  production.seed('prod/new', images.docker, ['n1']);
}
