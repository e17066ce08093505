import { causeKey, describeAlike, groupBy } from '@cip/oci';
import { explain } from './explain.js';
import type { StatusItem } from './status-report.js';

/** Items that differ only in their destination registry, and tags of one digest that stand alike, told as one. */
export interface StatusGroup {
  /** Stands for all of them in everything but tags and destination. */
  readonly first: StatusItem;
  readonly tags: readonly string[];
  /** Destination registries, without the image's name. */
  readonly registries: readonly string[];
  readonly items: readonly [StatusItem, ...StatusItem[]];
}

export function groupStatuses(items: readonly StatusItem[]): StatusGroup[] {
  const byTag = groupBy(items, (item) => `${sameness(item)}\n${item.tag ?? ''}`);
  const groups = [...byTag.values()].map(([first, ...others]): StatusGroup => ({
    first,
    tags: first.tag === undefined ? [] : [first.tag],
    registries: [first, ...others].flatMap((item) => registryOf(item) ?? []),
    items: [first, ...others],
  }));
  const alike = groupBy(groups, ({ first, tags, registries }) =>
    [sameness(first), tags.length, ...registries].join('\n'),
  );
  return [...alike.values()].map(([first, ...others]) => ({
    ...first,
    tags: [first, ...others].flatMap(({ tags }) => tags),
    items: joined([first, ...others]),
  }));
}

/** What one cause leaves unknown in one registry: a region that does not answer hides every tag of an image. */
export interface StatusOutage {
  readonly registry: string;
  readonly reason: string;
  readonly items: number;
}

export function groupOutages(items: readonly StatusItem[]): StatusOutage[] {
  const alike = groupBy(items, (item) => `${placeOf(item)}\n${causeOf(item)}`);
  return [...alike.values()].map((held) => ({
    registry: placeOf(held[0]),
    reason: explainAlike(held, placeOf(held[0]).split('/', 1).join('')),
    items: held.length,
  }));
}

/** Why all of them are as they are. */
export function explanationOf(groups: readonly [StatusGroup, ...StatusGroup[]]): string {
  return explainAlike(joined(groups));
}

/** Equal for items that are as they are for one cause. */
export function causeOf({ state, inSource, explanation, failure }: StatusItem): string {
  return failure ? [state, inSource, causeKey(failure)].join('\n') : explanation;
}

function explainAlike(items: readonly [StatusItem, ...StatusItem[]], place?: string): string {
  const [first] = items;
  if (items.every(({ explanation }) => explanation === first.explanation)) return first.explanation;
  const [failure, ...others] = items.flatMap((item) => item.failure ?? []);
  return failure
    ? explain({ ...first, reason: describeAlike([failure, ...others], place) })
    : first.explanation;
}

function joined([first, ...others]: readonly [StatusGroup, ...StatusGroup[]]): StatusGroup['items'] {
  const [one, ...more] = first.items;
  return [one, ...more, ...others.flatMap(({ items }) => items)];
}

function placeOf(item: StatusItem): string {
  return registryOf(item) ?? item.image;
}

function sameness(item: StatusItem): string {
  const { state, image, subproject, source, digest, holder, inSource, where } = item;
  return [
    state,
    image,
    subproject,
    source,
    digest,
    holder,
    inSource,
    causeOf(item),
    where?.file,
    where?.line,
  ].join('\n');
}

/** The destination registry as the manifest names it; none where the image was asked for by its full name. */
function registryOf({ destination, image }: StatusItem): string | undefined {
  if (destination === image) return undefined;
  return destination?.endsWith(`/${image}`) === true ? destination.slice(0, -image.length - 1) : destination;
}
