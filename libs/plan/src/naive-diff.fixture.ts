import type { ManifestTree } from '@cip/manifest';
import type { TreeChange } from './tree-change.js';

interface Edge {
  readonly manifest: string;
  readonly image: string;
  readonly source: string;
  readonly registry: string;
  readonly repository: string;
  readonly digest: string;
  /** Empty: the digest without a tag. */
  readonly tag: string;
}

/** A change as plain texts, sorted, so that two of them can be held against each other. */
export type SpelledChange = Readonly<
  Record<Exclude<keyof TreeChange, 'editedImages' | 'registries' | 'accounts'>, readonly string[]>
>;

export function spelled(change: TreeChange): SpelledChange {
  const names = ({ manifest, image }: TreeChange['removedImages'][number]): string =>
    `${manifest.name} ${image.name}`;
  return {
    added: change.added.map(
      (one) => `${names(one)} ${one.entry.digest} [${one.tags.join()}] [${one.destinations.join()}]`,
    ),
    movedTags: change.movedTags.map((one) => `${names(one)} ${one.from.digest} ${one.tag}`),
    removedTags: change.removedTags.map((one) => `${names(one)} ${one.from.digest} ${one.tag}`),
    removedDigests: change.removedDigests.map((one) => `${names(one)} ${one.entry.digest}`),
    removedImages: change.removedImages.map(names),
    removedDestinations: change.removedDestinations.map(
      ({ manifest, registry }) => `${manifest.name} ${registry.name}`,
    ),
  };
}

/** The same from the definitions alone, edge by edge. */
export function naiveDiff(before: ManifestTree, after: ManifestTree): SpelledChange {
  const older = edgesOf(before.manifests);
  const newer = edgesOf(after.manifests);
  const contents = edgesOf(
    after.manifests.map((manifest) => ({ ...manifest, destinations: [manifest.source] })),
  );
  const lost = {
    movedTags: new Set<string>(),
    removedTags: new Set<string>(),
    removedDigests: new Set<string>(),
    removedImages: new Set<string>(),
    removedDestinations: new Set<string>(),
  };
  for (const edge of older) {
    const { manifest, image, registry, digest, tag } = edge;
    const there = newer.filter(({ repository }) => repository === edge.repository);
    const own = after.manifests.find(({ name }) => name === manifest);
    if (own && !own.destinations.some(({ name }) => name === registry) && !holds(there, digest, tag)) {
      lost.removedDestinations.add(`${manifest} ${registry}`);
    }
    const meant = [...there, ...contents.filter((one) => one.manifest === manifest && one.image === image)];
    const hasDigest = meant.some((one) => one.digest === digest);
    if (meant.length === 0) lost.removedImages.add(`${manifest} ${image}`);
    else if (!hasDigest) lost.removedDigests.add(`${manifest} ${image} ${digest}`);
    if (tag === '' || holds(meant, digest, tag)) continue;
    const moved = meant.some((one) => one.tag === tag);
    if (moved) lost.movedTags.add(`${manifest} ${image} ${digest} ${tag}`);
    else if (hasDigest) lost.removedTags.add(`${manifest} ${image} ${digest} ${tag}`);
  }
  const entries = Object.entries(lost).map(([key, texts]) => [key, [...texts].sort()]);
  return { added: naiveAdded(older, newer), ...Object.fromEntries(entries) } as SpelledChange;
}

function naiveAdded(older: readonly Edge[], newer: readonly Edge[]): string[] {
  const added = new Map<string, { tags: Set<string>; registries: Set<string> }>();
  for (const edge of newer) {
    const same = (one: Edge): boolean => one.repository === edge.repository && one.digest === edge.digest;
    const oldSources = older.filter(same).map(({ source }) => source);
    const known = newer.filter(same).every(({ source }) => oldSources.includes(source));
    if (known && holds(older.filter(same), edge.digest, edge.tag)) continue;
    const key = `${edge.manifest} ${edge.image} ${edge.digest}`;
    const one = added.get(key) ?? { tags: new Set(), registries: new Set() };
    added.set(key, one);
    if (edge.tag !== '') one.tags.add(edge.tag);
    one.registries.add(edge.registry);
  }
  return [...added]
    .map(
      ([key, { tags, registries }]) =>
        `${key} [${[...tags].sort().join()}] [${[...registries].sort().join()}]`,
    )
    .sort();
}

/** A digest without a tag is there when it is there under any. */
function holds(edges: readonly Edge[], digest: string, tag: string): boolean {
  return edges.some((one) => one.digest === digest && (tag === '' || one.tag === tag));
}

function edgesOf(manifests: ManifestTree['manifests']): Edge[] {
  return manifests.flatMap(({ name: manifest, source, destinations, images }) =>
    destinations.flatMap(({ name: registry }) =>
      images.flatMap(({ name: image, digests }) =>
        digests.flatMap(({ digest, tags }) =>
          (tags.length > 0 ? tags : ['']).map((tag) => ({
            manifest,
            image,
            source: `${source.name}/${image}`,
            registry,
            repository: `${registry}/${image}`,
            digest,
            tag,
          })),
        ),
      ),
    ),
  );
}
