import { type Digest } from '@cip/oci';
import {
  dockerRegistryAvailable,
  type Image,
  noRealRegistry,
  pushImage,
  startDockerRegistry,
  startRegistry,
} from '@cip/testing';
import { everything, type PoolImage } from './model-content.fixture.js';

export const productionKinds = ['Google listings', 'plain', 'docker-registry'] as const;
export type ProductionKind = (typeof productionKinds)[number];

/** A registry that changes at random, and what a backup can find there. */
export interface ModelProduction extends AsyncDisposable {
  readonly host: string;
  /** Whether sha512 digests are stored. */
  readonly takesSha512: boolean;
  /** Puts an image with all below it. */
  add(repository: string, image: Image, tags: readonly string[]): Promise<void>;
  delete(repository: string, digest: Digest): Promise<void>;
  /** Sorted lines `repository@digest,tag`, and `repository@digest,-` for what has no tag. */
  state(): string[];
}

/** Starts production; a text says why it cannot be. */
export async function startProduction(kind: ProductionKind): Promise<ModelProduction | string> {
  const registry = await startRegistry({ google: kind === 'Google listings' });
  const shown = (referrers: boolean) => visible(registry.digestSet(), referrers);
  const own: ModelProduction = {
    host: registry.host,
    takesSha512: true,
    add: (repository, image, tags) => {
      registry.seed(repository, image);
      for (const tag of tags) registry.setTag(repository, tag, image.descriptor.digest);
      return Promise.resolve();
    },
    delete: (repository, digest) => {
      registry.deleteManifest(repository, digest);
      return Promise.resolve();
    },
    state: () => (kind === 'Google listings' ? registry.digestSet() : shown(true)),
    [Symbol.asyncDispose]: () => registry.close(),
  };
  if (kind !== 'docker-registry') return own;
  if (!(await dockerRegistryAvailable())) {
    await registry.close();
    if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new Error(noRealRegistry);
    return noRealRegistry;
  }
  // The other one is never spoken to: it says what this one holds.
  const real = await startDockerRegistry();
  return {
    host: real.host,
    takesSha512: false,
    add: async (repository, image, tags) => {
      await pushImage(real.host, repository, image, tags);
      await own.add(repository, image, tags);
    },
    delete: async (repository, digest) => {
      const url = `http://${real.host}/v2/${repository}/manifests/${digest}`;
      await fetch(url, { method: 'DELETE' });
      await own.delete(repository, digest);
    },
    state: () => shown(false),
    [Symbol.asyncDispose]: async () => {
      await real.close();
      await registry.close();
    },
  };
}

/** Of a registry that lists tags alone: what has one, what is below that, and what is attached to it. */
function visible(lines: readonly string[], hasReferrers: boolean): string[] {
  const there = new Set(lines.map(imageOf));
  const reached = new Set<string>();
  const reach = (repository: string, image: PoolImage): void => {
    const key = `${repository}@${image.descriptor.digest}`;
    if (!there.has(key) || reached.has(key)) return;
    reached.add(key);
    for (const child of image.children) reach(repository, child);
    if (!hasReferrers) return;
    for (const other of everything) {
      if (other.subject === image.descriptor.digest) reach(repository, other);
    }
  };
  for (const line of lines) {
    if (line.endsWith(',-')) continue;
    const [repository = '', digest] = imageOf(line).split('@');
    const image = everything.find(({ descriptor }) => descriptor.digest === digest);
    if (image) reach(repository, image);
  }
  return lines.filter((line) => reached.has(imageOf(line)));
}

function imageOf(line: string): string {
  return line.slice(0, line.lastIndexOf(','));
}
