import { type PromisedRepository, promisesOf } from '@cip/audit';
import { parseThinTree } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { buildImage, buildIndex, type Image, kubernetesTree, type TestRegistry } from '@cip/testing';

/** Production as a tree promises it, in registries of this machine. */
export interface World {
  /** The files of the tree: registries are those of this machine, digests those of images that exist. */
  readonly files: Readonly<Record<string, string>>;
  /** With their registries; each is promised at least one tag. */
  readonly repositories: readonly Repository[];
}

/** One destination repository. */
export interface Repository extends PromisedRepository {
  /** With its registry. */
  readonly name: string;
  /** Each tag that is given to one digest, with it. */
  readonly tagged: readonly (readonly [tag: string, digest: Digest])[];
  /** What its digests are digests of. */
  readonly images: readonly Image[];
}

const platforms = ['amd64', 'arm64', 'ppc64le', 's390x'];

/**
 * The tree that `CIP_TEST_TREE` names, with every destination host replaced by one of the registries, and every digest
 * by that of an index of four images. Nothing is in the registries yet. Throws when there is no tree.
 */
export function worldOf(registries: readonly TestRegistry[]): World {
  const images = new Map<string, Image>();
  const hosts = new Map<string, string>();
  const files = kubernetesTree().map((file) => {
    const text = file.text
      .replaceAll(/sha256:[0-9a-f]{64}/g, (digest) => imageFor(digest, images).descriptor.digest)
      .replaceAll(/(?<=name: )[\w.-]+(?=\/k8s-artifacts-prod\b)/g, (host) =>
        standIn(host, hosts, registries),
      );
    return { ...file, text };
  });
  if (files.length === 0) throw new Error('set CIP_TEST_TREE to a thin manifest tree');
  const byDigest = new Map([...images.values()].map((image) => [image.descriptor.digest, image]));
  const promises = promisesOf(parseThinTree(files));
  const repositories = [...promises.repositories()].flatMap((name): Repository[] => {
    const promised = promises.in(name);
    if (!promised) return [];
    const tagged = [...promised.tags].flatMap(([tag, [digest, another]]) =>
      digest && !another ? [[tag, digest] as const] : [],
    );
    const own = [...promised.digests].flatMap((digest) => byDigest.get(digest) ?? []);
    return tagged.length === 0 ? [] : [{ name, ...promised, tagged, images: own }];
  });
  return { files: Object.fromEntries(files.map(({ path, text }) => [path, text])), repositories };
}

function imageFor(digest: string, images: Map<string, Image>): Image {
  const known = images.get(digest);
  if (known) return known;
  const children = platforms.map((architecture) =>
    buildImage(`${digest} ${architecture}`, { layers: 0, platform: { os: 'linux', architecture } }),
  );
  const made = buildIndex(children);
  images.set(digest, made);
  return made;
}

function standIn(host: string, hosts: Map<string, string>, registries: readonly TestRegistry[]): string {
  const known = hosts.get(host) ?? registries[hosts.size % registries.length]?.host ?? host;
  hosts.set(host, known);
  return known;
}
