import { groupBy } from '@cip/manifest';
import type { StatusItem } from './status-report.js';

/** Items that differ only in their destination registry, and tags of one digest that stand alike, told as one. */
export interface StatusGroup {
  /** Stands for all of them in everything but tags and destination. */
  readonly first: StatusItem;
  readonly tags: readonly string[];
  /** Destination registries, without the image's name. */
  readonly registries: readonly string[];
  readonly items: number;
}

export function groupStatuses(items: readonly StatusItem[]): StatusGroup[] {
  const byTag = groupBy(items, (item) => `${sameness(item)}\n${item.tag ?? ''}`);
  const groups = [...byTag.values()].map(([first, ...others]): StatusGroup => ({
    first,
    tags: first.tag === undefined ? [] : [first.tag],
    registries: [first, ...others].flatMap((item) => registryOf(item) ?? []),
    items: others.length + 1,
  }));
  const alike = groupBy(groups, ({ first, tags, registries }) =>
    [sameness(first), tags.length, ...registries].join('\n'),
  );
  return [...alike.values()].map(([first, ...others]) => ({
    ...first,
    tags: [first, ...others].flatMap(({ tags }) => tags),
    items: others.reduce((sum, { items: more }) => sum + more, first.items),
  }));
}

/** What one cause leaves unknown in one registry: a region that does not answer hides every tag of an image. */
export interface StatusOutage {
  readonly registry: string;
  readonly reason: string;
  readonly items: number;
}

export function groupOutages(items: readonly StatusItem[]): StatusOutage[] {
  const alike = groupBy(items, (item) => `${placeOf(item)}\n${sharedReason(item)}`);
  return [...alike.values()].map(([first, ...others]) => ({
    registry: placeOf(first),
    reason: others.length === 0 ? first.explanation : sharedReason(first),
    items: others.length + 1,
  }));
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
    sharedReason(item),
    where?.file,
    where?.line,
  ].join('\n');
}

/** Without what names one repository or reference: equal for items that share one cause. */
function sharedReason({ explanation, destination = '', digest = '', tag }: StatusItem): string {
  const path = destination.slice(destination.indexOf('/') + 1);
  const shared = [path, digest]
    .filter((name) => name !== '')
    .reduce((text, name) => text.replaceAll(name, '…'), explanation);
  return tag === undefined ? shared : shared.replaceAll(`/manifests/${tag}`, '/manifests/…');
}

/** The destination registry as the manifest names it; none where the image was asked for by its full name. */
function registryOf({ destination, image }: StatusItem): string | undefined {
  if (destination === image) return undefined;
  return destination?.endsWith(`/${image}`) === true ? destination.slice(0, -image.length - 1) : destination;
}
