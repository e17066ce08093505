import { groupBy } from '@cip/oci';
import { causeOf, sharedReason } from './causes.js';
import type { ItemState, ReportItem } from './promotion-report.js';

/** Items of one image that differ only in their destination registry, told as one. */
export interface ItemGroup {
  /** Stands for all of them in everything but tags and destination. */
  readonly first: ReportItem;
  readonly tags: readonly string[];
  /** Destination registries, without the image's name. */
  readonly registries: readonly string[];
  /** How many items it stands for. */
  readonly amount: number;
  /** The items themselves, where each may have a reason of its own: of what is blocked or failed. */
  readonly items: readonly ReportItem[];
}

interface Growing extends ItemGroup {
  readonly registries: string[];
  amount: number;
  readonly items: ReportItem[];
}

/**
 * Groups items that differ only in their destination registry, by state. Blockers, which have one tag each, are also joined
 * where one digest is blocked with several tags in the same registries. Reads the items once.
 */
export function groupItems(items: Iterable<ReportItem>): ReadonlyMap<ItemState, ItemGroup[]> {
  const alike = new Map<string, Growing>();
  const names = new Map<string, string>();
  for (const item of items) {
    const name = registryOf(item);
    const registry = names.get(name) ?? name;
    names.set(registry, registry);
    add(alike, `${sameness(item)}\n${item.tags.join()}`, item, registry);
  }
  const byState = groupBy([...alike.values()], ({ first }) => first.state);
  return new Map([...byState].map(([state, groups]) => [state, joinTags(groups)]));
}

function add(alike: Map<string, Growing>, key: string, item: ReportItem, registry: string): void {
  let group = alike.get(key);
  if (!group) {
    group = { first: item, tags: item.tags, registries: [], amount: 0, items: [] };
    alike.set(key, group);
  }
  // Items come by destination: only one that nests can come again.
  if (group.registries.at(-1) !== registry && !group.registries.includes(registry))
    group.registries.push(registry);
  group.amount += 1;
  if (hasReason(item)) group.items.push(item);
}

function hasReason({ state }: ReportItem): boolean {
  return state === 'blocked' || state === 'failed';
}

function joinTags(groups: readonly ItemGroup[]): ItemGroup[] {
  const joined = groupBy(groups, ({ first, tags, registries }) => {
    return `${sameness(first)}\n${first.state === 'blocked' ? '' : tags.join()}\n${registries.join()}`;
  });
  return [...joined.values()].map((alike) => {
    const [first] = alike;
    if (alike.length === 1) return first;
    return {
      ...first,
      tags: [...new Set(alike.flatMap(({ tags }) => tags))],
      amount: alike.reduce((sum, { amount }) => sum + amount, 0),
      items: alike.flatMap(({ items }) => items),
    };
  });
}

/** How many items groups stand for. */
export function amountOf(groups: readonly ItemGroup[]): number {
  return groups.reduce((sum, { amount }) => sum + amount, 0);
}

/** The reason of all of them. */
export function reasonOf(groups: readonly [ItemGroup, ...ItemGroup[]]): string {
  const [first, ...others] = groups.flatMap(({ items }) => items);
  return first ? sharedReason([first, ...others]) : '';
}

/** The destination registry as the manifest names it: the repository without the image's name. */
export function registryOf({ destination, image }: ReportItem): string {
  return destination.endsWith(`/${image}`) ? destination.slice(0, -image.length - 1) : destination;
}

function sameness(item: ReportItem): string {
  const { state, kind, image, digest, source, where, attached, signs } = item;
  const what = [attached?.on, signs?.image, signs?.kinds.join()];
  return [state, kind, image, digest, source, ...what, causeOf(item), where?.file, where?.line].join('\n');
}
