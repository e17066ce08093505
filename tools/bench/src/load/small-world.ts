import { promisesOf } from '@cip/audit';
import { parseThinTree } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { buildImage, buildIndex, type Image, type TestRegistry, treeFiles } from '@cip/testing';
import type { Repository, World } from '../auditor/world.js';

const names = 100;
const imagesEach = 20;

/** A production of a hundred repositories in each registry, with twenty indexes of two images each. */
export function smallWorld(registries: readonly TestRegistry[]): World {
  const images = new Map<string, readonly Image[]>();
  for (let i = 0; i < names; i++)
    images.set(
      `app-${i}`,
      Array.from({ length: imagesEach }, (_, j) => indexOf(i, j)),
    );
  const written = [...images].map(([name, own]) => {
    const tags = own.map(({ descriptor }, j) => [descriptor.digest, [`v${j}`]] as const);
    return [name, Object.fromEntries(tags)] as const;
  });
  const files = treeFiles({
    project: {
      source: 'localhost:1/staging',
      destinations: registries.map(({ host }) => `${host}/prod`),
      images: Object.fromEntries(written),
    },
  });
  const parsed = Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text }));
  const promises = promisesOf(parseThinTree(parsed));
  const repositories = [...promises.repositories()].flatMap((name): Repository[] => {
    const promised = promises.in(name);
    const own = images.get(name.split('/').at(-1) ?? '');
    if (!promised || !own) return [];
    const tagged = own.map(({ descriptor }, j): readonly [string, Digest] => [`v${j}`, descriptor.digest]);
    return [{ name, ...promised, tagged, images: own }];
  });
  return { files, repositories };
}

function indexOf(i: number, j: number): Image {
  const children = ['amd64', 'arm64'].map((architecture) =>
    buildImage(`${i} ${j} ${architecture}`, { layers: 0, platform: { os: 'linux', architecture } }),
  );
  return buildIndex(children);
}
