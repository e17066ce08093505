import { groupBy } from '@cip/manifest';
import { causeOf, sharedReason } from './causes.js';
import type { ReportItem } from './promotion-report.js';

/** Items of one image that differ only in their destination registry, told as one. */
export interface ItemGroup {
  /** Stands for all of them in everything but tags and destination. */
  readonly first: ReportItem;
  readonly tags: readonly string[];
  /** Destination registries, without the image's name. */
  readonly registries: readonly string[];
  readonly items: readonly ReportItem[];
}

/**
 * Groups items that differ only in their destination registry. Blockers, which have one tag each, are also joined
 * where one digest is blocked with several tags in the same registries.
 */
export function groupItems(items: readonly ReportItem[]): ItemGroup[] {
  const groups = merge(items.map(groupOfOne), ({ first, tags }) => `${sameness(first)}\n${tags.join()}`);
  return merge(groups, (group) => {
    const { first, tags, registries } = group;
    return `${sameness(first)}\n${first.state === 'blocked' ? '' : tags.join()}\n${registries.join()}`;
  });
}

/** The reason of all of them. */
export function reasonOf(groups: readonly [ItemGroup, ...ItemGroup[]]): string {
  const [first, ...others] = groups.flatMap(({ items }) => items);
  return first ? sharedReason([first, ...others]) : '';
}

function groupOfOne(item: ReportItem): ItemGroup {
  return {
    first: item,
    tags: item.tags,
    registries: [registryOf(item)],
    items: [item],
  };
}

/** The destination registry as the manifest names it: the repository without the image's name. */
export function registryOf({ destination, image }: ReportItem): string {
  return destination.endsWith(`/${image}`) ? destination.slice(0, -image.length - 1) : destination;
}

function sameness(item: ReportItem): string {
  const { kind, image, digest, source, where } = item;
  return [kind, image, digest, source, causeOf(item), where?.file, where?.line].join('\n');
}

function merge(groups: readonly ItemGroup[], keyOf: (group: ItemGroup) => string): ItemGroup[] {
  return [...groupBy(groups, keyOf).values()].map(joined);
}

function joined(groups: readonly [ItemGroup, ...ItemGroup[]]): ItemGroup {
  const [{ first }] = groups;
  if (groups.length === 1) return groups[0];
  return {
    first,
    tags: [...new Set(groups.flatMap(({ tags }) => tags))],
    registries: [...new Set(groups.flatMap(({ registries }) => registries))],
    items: groups.flatMap(({ items }) => items),
  };
}
