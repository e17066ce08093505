import { attachedFor, type ProjectConfiguration } from '@cip/configuration';
import { type Attached, findAttached } from '@cip/inventory';
import {
  type CallOptions,
  describeFailure,
  type Digest,
  failureOf,
  groupBy,
  isDigest,
  type Source,
} from '@cip/oci';
import type { ImageStatus } from '@cip/plan';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { CarriedFound, CarriedKeeping, CarriedPlace } from '@cip/report';
import type { Trust } from '@cip/signing';
import { artifactsOf } from '../verify/verified-artifacts.js';

// Each costs four requests in each destination.
const mostDigests = 5;
// Artifacts that are read are two requests each.
const mostReferrers = 50;

/** How attached artifacts are found and verified. */
export interface CarriedOptions extends CallOptions {
  readonly registry: ReadOnlyRegistry;
  /** Is asked for when something is attached. */
  readonly trust: () => Promise<Trust>;
}

interface Place {
  readonly destination: string;
  readonly digest: Digest;
}

type Listed = Place & ({ readonly found: Attached } | { readonly reason: string });

/**
 * What the digests of an image carry in each destination that has them. What several destinations have alike is read and verified
 * in the first of them only. Rejects on abort, and when the trust cannot be used.
 */
export async function findCarried(
  items: readonly ImageStatus[],
  configuration: ProjectConfiguration,
  options: CarriedOptions,
): Promise<CarriedFound> {
  const keeping = keepingOf(items, configuration);
  const all = placesOf(items);
  const digests = new Set(all.map(({ digest }) => digest)).size;
  if (digests > mostDigests) return { places: [], keeping, tooMany: digests };
  const listed = await Promise.all(all.map((place) => listAttached(place, options)));
  const alike = groupBy(listed, ({ destination: _, ...rest }) => JSON.stringify(rest));
  const read = await Promise.all([...alike.values()].map((places) => readAlike(places, options)));
  return { places: read.flat(), keeping };
}

function placesOf(items: readonly ImageStatus[]): Place[] {
  const places = items.flatMap(({ destination, digest, presence }) =>
    destination !== undefined && digest !== undefined && presence === 'present' && isDigest(digest)
      ? [{ destination, digest }]
      : [],
  );
  return [...new Map(places.map((one) => [`${one.destination}@${one.digest}`, one])).values()];
}

function keepingOf(items: readonly ImageStatus[], { attached }: ProjectConfiguration): CarriedKeeping[] {
  const subprojects = [...new Set(items.flatMap(({ subproject }) => subproject ?? []))];
  return subprojects.flatMap((subproject) => {
    const rules = attachedFor(subproject, attached);
    if (!rules) return [];
    const { keep } = rules;
    return [{ subproject, keep, ...(rules.keep === 'canonical' && { canonical: rules.canonical }) }];
  });
}

async function listAttached(place: Place, { registry, signal }: CarriedOptions): Promise<Listed> {
  const call = signal ? { signal } : {};
  try {
    const { referrers, tags } = await findAttached(
      registry.repository(place.destination),
      place.digest,
      call,
    );
    return { ...place, found: { referrers: referrers.toSorted(byDigest), tags } };
  } catch (error) {
    return { ...place, reason: describeFailure(failureOf(error, signal)) };
  }
}

function byDigest(a: { readonly digest: string }, b: { readonly digest: string }): number {
  return a.digest < b.digest ? -1 : 1;
}

async function readAlike(
  places: readonly [Listed, ...Listed[]],
  { registry, trust, signal }: CarriedOptions,
): Promise<CarriedPlace[]> {
  const [first] = places;
  if ('reason' in first) return places.map((place) => ({ ...place, artifacts: [], reason: first.reason }));
  const { found, destination, digest } = first;
  const isNothing = found.referrers.length + found.tags.length === 0;
  const said = isNothing
    ? { artifacts: [] }
    : await readFound(registry.repository(destination), digest, found, {
        trust: await trust(),
        ...(signal && { signal }),
      });
  return places.map((place) => ({ destination: place.destination, digest, ...said }));
}

async function readFound(
  source: Source,
  digest: Digest,
  found: Attached,
  { trust, ...call }: CallOptions & { readonly trust: Trust },
): Promise<Pick<CarriedPlace, 'artifacts' | 'reason'>> {
  const { readOwnArtifacts, subjectOf } = await import('@cip/signing');
  try {
    const manifest = await source.fetchManifest(digest, call);
    const subject = manifest ? subjectOf(manifest) : { digest, children: [] };
    const first = { ...found, referrers: found.referrers.slice(0, mostReferrers) };
    const { artifacts } = await readOwnArtifacts(source, subject, first, trust, call);
    const left = found.referrers.length - mostReferrers;
    return {
      artifacts: artifactsOf({ digest, kind: 'image', artifacts, children: [] }),
      ...(left > 0 && {
        reason: `it has ${found.referrers.length} referrers, of which ${left} were not read`,
      }),
    };
  } catch (error) {
    return { artifacts: [], reason: describeFailure(failureOf(error, call.signal)) };
  }
}
