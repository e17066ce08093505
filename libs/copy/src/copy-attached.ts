import {
  attachedTags,
  type Descriptor,
  type Digest,
  formatRepositoryName,
  readManifest,
  type Source,
} from '@cip/oci';
import { copyReferences } from './copy-graph.js';
import { onSide } from './errors.js';
import { callOptions, type GraphContext } from './graph-context.js';
import type { JobResult } from './job.js';
import { push } from './write-tags.js';

/** The attached artifacts of one digest in a source. */
export interface Attached {
  readonly referrers: readonly Descriptor[];
  readonly tags: readonly { readonly tag: string; readonly digest: Digest }[];
}

// An attached artifact may have some of its own, such as the signature of an SBOM.
const deepest = 4;

/** Looks for referrers of a digest, and for signature, attestation and SBOM under their tags. */
export async function findAttached(
  source: Source,
  digest: Digest,
  signal: AbortSignal | undefined,
): Promise<Attached> {
  const options = callOptions(signal);
  const repository = formatRepositoryName(source.name);
  return onSide(
    'source',
    { operation: 'looking for artifacts attached to', subject: digest, repository },
    async () => {
      const [referrers, ...tags] = await Promise.all([
        source.referrers(digest, options),
        ...attachedTags(digest).map(async (tag) => ({ tag, found: await source.resolve(tag, options) })),
      ]);
      return {
        referrers,
        tags: tags.flatMap(({ tag, found }) => (found ? [{ tag, digest: found.digest }] : [])),
      };
    },
  );
}

/**
 * Brings what is attached to a copied graph: to its manifest, to the children of an index, and to what is attached.
 * Gives the tags that the destination has on another digest; those stay as they are.
 */
export async function copyAttached(
  context: GraphContext,
  find: (digest: Digest) => Promise<Attached>,
  digest: Digest = context.job.digest,
  depth = 0,
): Promise<JobResult['taken']> {
  const attached = await find(digest);
  const taken: JobResult['taken'][number][] = [];
  const bring = async (artifact: Digest, tag: string | undefined): Promise<void> => {
    const manifest = await copyReferences(context, artifact);
    const outcome = await push(context, manifest, tag, undefined);
    if (typeof outcome === 'object' && tag !== undefined) taken.push({ tag, holder: outcome.holder });
    if (depth < deepest) taken.push(...(await copyAttached(context, find, artifact, depth + 1)));
  };
  for (const referrer of attached.referrers) await bring(referrer.digest, undefined);
  for (const { tag, digest: artifact } of attached.tags) await bring(artifact, tag);
  for (const child of await childrenOf(context, digest)) {
    if (depth < deepest) taken.push(...(await copyAttached(context, find, child.digest, depth + 1)));
  }
  return taken;
}

async function childrenOf({ job, signal }: GraphContext, digest: Digest): Promise<readonly Descriptor[]> {
  const manifest = await job.source.fetchManifest(digest, callOptions(signal));
  return manifest ? readManifest(manifest).children : [];
}
