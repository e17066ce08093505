import type { Digest } from '@cip/oci';
import type { Drift, DriftKind } from './drift.js';
import { liesIn } from './promises.js';

/** One finding, which may be made in many registries. */
export interface DriftGroup {
  readonly kind: DriftKind;
  /** The repository without its registry; of what is unreachable, the host. */
  readonly name: string;
  readonly digest?: Digest;
  readonly tag?: string;
  /** Each of them once, in the order of the items: registries, or of what is unreachable, repositories. */
  readonly places: readonly string[];
  readonly items: readonly Drift[];
}

/**
 * Puts together what differs only in its registry: an image that is gone from twenty regions is one finding. What is
 * unreachable is put together by host, as one cause keeps back everything there.
 */
export function groupDrift(drift: readonly Drift[], registries: readonly string[]): DriftGroup[] {
  const groups = new Map<string, { facts: Omit<DriftGroup, 'places' | 'items'>; items: [Drift, string][] }>();
  for (const item of drift) {
    const { facts, place } = item.kind === 'unreachable' ? byHost(item) : byImage(item, registries);
    const key = [facts.kind, facts.name, facts.tag ?? '', facts.digest ?? ''].join('\n');
    const group = groups.get(key);
    if (group) group.items.push([item, place]);
    else groups.set(key, { facts, items: [[item, place]] });
  }
  return [...groups.values()].map(({ facts, items }) => ({
    ...facts,
    places: [...new Set(items.map(([, place]) => place))],
    items: items.map(([item]) => item),
  }));
}

interface Placed {
  readonly facts: Omit<DriftGroup, 'places' | 'items'>;
  readonly place: string;
}

function byHost({ kind, repository }: Drift): Placed {
  return { facts: { kind, name: repository.split('/', 1)[0] ?? '' }, place: repository };
}

function byImage({ kind, repository, digest, tag }: Drift, registries: readonly string[]): Placed {
  const registry = registries.find((one) => liesIn([one], repository)) ?? repository.split('/', 1)[0] ?? '';
  const name = repository.slice(registry.length + 1) || repository;
  const facts = { kind, name, ...(digest !== undefined && { digest }), ...(tag !== undefined && { tag }) };
  return { facts, place: registry };
}
