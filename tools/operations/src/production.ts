import { rm } from 'node:fs/promises';
import {
  buildImage,
  createGitRepository,
  type GitRepository,
  type Image,
  startRegistry,
  type TestRegistry,
  treeFiles,
} from '@cip/testing';

/** The hosts that `docs/operations` names, and who stands in for each. */
const hosts = {
  'us-docker.pkg.dev': 'us',
  'europe-docker.pkg.dev': 'eu',
  'asia-docker.pkg.dev': 'asia',
  'gcr.io': 'staging',
} as const;
const manifestsUrl = 'https://github.com/kubernetes/k8s.io';

export type Region = 'us' | 'eu' | 'asia';
export const treeFolder = 'registry.k8s.io';
const place = 'k8s-artifacts-prod/images';

export const images = { old: buildImage('old'), web: buildImage('web'), tools: buildImage('tools') };

/**
 * A staging registry, production in three regions, and a Git repository with manifests, as `docs/operations` names them, on
 * this machine. `main` and `origin/main` promise `web` v1 in two regions; so does production hold it.
 */
export class Production implements AsyncDisposable {
  constructor(
    readonly registries: Readonly<Record<Region | 'staging', TestRegistry>>,
    readonly repository: GitRepository,
  ) {}

  /** A text of `docs/operations` with the names of this machine, and the digest of `tools` for zeros. */
  local(text: string): string {
    const named = text.replaceAll(manifestsUrl, `file://${this.repository.folder}`);
    return Object.entries(hosts).reduce(
      (result, [host, name]) => result.replaceAll(host, this.registries[name].host),
      named.replaceAll(`sha256:${'0'.repeat(64)}`, images.tools.descriptor.digest),
    );
  }

  /** What a region holds of production, as `<repository>@<digest>,<tag>`. */
  holds(region: Region): readonly string[] {
    const lines = this.registries[region].digestSet();
    return lines.filter((line) => line.startsWith(`${place}/`)).map((line) => line.slice(place.length + 1));
  }

  /** Puts an image of a subproject into its staging repository. */
  stage(subproject: string, name: string, image: Image, tags: readonly string[]): void {
    this.registries.staging.seed(`k8s-staging-${subproject}/${name}`, image, tags);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Object.values(this.registries).map((registry) => registry.close()));
    await rm(this.repository.folder, { recursive: true, force: true });
  }
}

/** Starts it on free ports. Take it with `await using`. */
export async function startProduction(): Promise<Production> {
  const start = (): Promise<TestRegistry> => startRegistry({ google: true });
  const [staging, us, eu, asia] = [await start(), await start(), await start(), await start()];
  const production = new Production({ staging, us, eu, asia }, await createGitRepository());
  const { repository } = production;
  production.stage('shop', 'web', images.old, ['v1']);
  for (const registry of [us, eu]) registry.seed(`${place}/shop/web`, images.old, ['v1']);
  await repository.write(shopFiles(production, { [images.old.descriptor.digest]: ['v1'] }));
  const main = await repository.commit('what is in production');
  await repository.git('update-ref', 'refs/remotes/origin/main', main);
  return production;
}

/** Commits a release that is not in production yet. Gives the revision before it. */
export async function release(production: Production): Promise<string> {
  const { repository } = production;
  const base = await repository.git('rev-parse', 'HEAD');
  production.stage('shop', 'web', images.web, ['v2']);
  const { old, web } = images;
  await repository.write(
    shopFiles(production, { [old.descriptor.digest]: ['v1'], [web.descriptor.digest]: ['v2'] }),
  );
  await repository.commit('shop: release web v2');
  return base;
}

function shopFiles(
  production: Production,
  web: Readonly<Record<string, readonly string[]>>,
): Record<string, string> {
  const shop = {
    source: 'gcr.io/k8s-staging-shop',
    destinations: ['us-docker.pkg.dev', 'europe-docker.pkg.dev'].map((host) => `${host}/${place}/shop`),
    images: { web },
  };
  const files = Object.entries(treeFiles({ shop }));
  return Object.fromEntries(
    files.map(([name, text]) => [`${treeFolder}/${name}`, production.local(text)] as const),
  );
}
