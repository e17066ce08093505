import { startRegistry, type TestRegistry } from '@cip/testing';
import { images } from './images.js';
import { ManifestRepository } from './manifest-repository.js';
import { registriesYaml } from './manifests.js';

export interface Region {
  readonly name: string;
  readonly registry: TestRegistry;
}

/** Where the demo plays: one staging registry, three production regions, and the manifests in Git. */
export interface Stage extends AsyncDisposable {
  readonly workspace: string;
  readonly staging: TestRegistry;
  readonly regions: readonly Region[];
  readonly manifests: ManifestRepository;
  readonly registriesYaml: string;
}

/** Paths of the images' repositories begin with these. */
export const folders = { staging: 'staging/shop', production: 'shop' } as const;

/** Starts the registries, fills staging, and makes an empty Git repository. */
export async function startStage(workspace: string): Promise<Stage> {
  const staging = await startRegistry();
  const regions = await startRegions(['us', 'eu', 'asia']);
  fill(staging);
  const manifests = await ManifestRepository.create(workspace);
  const destinations = regions.map(({ registry }) => `${registry.host}/${folders.production}`);
  return {
    workspace,
    staging,
    regions,
    manifests,
    registriesYaml: registriesYaml(`${staging.host}/${folders.staging}`, destinations),
    async [Symbol.asyncDispose]() {
      await manifests[Symbol.asyncDispose]();
      await Promise.all([staging, ...regions.map(({ registry }) => registry)].map((one) => one.close()));
    },
  };
}

/** In the order in which reports name them: by host. */
async function startRegions(names: readonly string[]): Promise<Region[]> {
  const registries = await Promise.all(names.map(() => startRegistry()));
  registries.sort((a, b) => (a.host < b.host ? -1 : 1));
  return registries.flatMap((registry, i) => ({ name: names[i] ?? '', registry }));
}

/** What the builds of the project have pushed. */
function fill(staging: TestRegistry): void {
  const { web, webRebuilt, webNext, worker, api, tools } = images;
  staging.seed(`${folders.staging}/web`, web, ['v1.0.0']);
  staging.seed(`${folders.staging}/web`, webRebuilt, ['v1.0.0-rebuilt']);
  staging.seed(`${folders.staging}/web`, webNext, ['v1.1.0']);
  staging.seed(`${folders.staging}/worker`, worker, ['v1.0.0']);
  staging.seed(`${folders.staging}/api`, api, ['v2.3.0']);
  staging.seed(`${folders.staging}/tools`, tools);
}
