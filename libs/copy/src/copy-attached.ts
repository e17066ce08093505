import { type Descriptor, type Digest, formatRepositoryName, readManifest } from '@cip/oci';
import { copyReferences } from './copy-graph.js';
import { CopyError, UncopyableError } from './errors.js';
import type { AttachedArtifacts } from './find-attached.js';
import { callOptions, type GraphContext } from './graph-context.js';
import type { JobResult } from './job.js';
import { pushByDigest, type PushOutcome, pushTag } from './push-manifest.js';

// Whoever may push to the source of an image may attach to it what they like.
/** An attached artifact may have some of its own, such as the signature of an SBOM. */
const mostLevels = 4;
/** The image, its children, and all that is attached to any of them. */
const mostDigests = 5000;

/** One digest whose attached artifacts are brought; `level` is 0 for the image and its children. */
interface Visit {
  readonly digest: Digest;
  readonly level: number;
}

/**
 * Brings what is attached to a copied graph: to its manifest, to the children of an index, and to what is attached. Each
 * digest is visited once. Gives the tags that the destination has on another digest; those stay as they are.
 */
export async function copyAttached(
  context: GraphContext,
  artifacts: AttachedArtifacts,
): Promise<JobResult['taken']> {
  const { job } = context;
  const visits = new Map<Digest, Visit>([[job.digest, { digest: job.digest, level: 0 }]]);
  const taken: JobResult['taken'][number][] = [];
  // A map gives what is added to it while it is gone through, too.
  for (const { digest, level } of visits.values()) {
    const { referrers, tags } = await artifacts.of(job, digest);
    for (const artifact of [...referrers, ...tags]) plan(context, visits, artifact.digest, level + 1);
    for (const child of await childrenOf(context, digest)) plan(context, visits, child.digest, level);
    for (const referrer of referrers) await bring(context, referrer.digest);
    for (const { tag, digest: artifact } of tags) {
      const outcome = await bring(context, artifact, tag);
      if (typeof outcome === 'object') taken.push({ tag, holder: outcome.holder });
    }
  }
  return taken;
}

function plan(context: GraphContext, visits: Map<Digest, Visit>, digest: Digest, level: number): void {
  if (level > mostLevels) throw tooMuch(context, `artifacts attached to artifacts, ${level} deep`);
  if (!visits.has(digest)) visits.set(digest, { digest, level });
  if (visits.size > mostDigests) throw tooMuch(context, `more than ${mostDigests} artifacts and children`);
}

async function bring(
  context: GraphContext,
  artifact: Digest,
  tag?: string,
): Promise<PushOutcome | undefined> {
  const manifest = await copyReferences(context, artifact);
  if (tag !== undefined) return pushTag(context, manifest, tag, undefined);
  await pushByDigest(context, manifest);
  return undefined;
}

async function childrenOf({ job, signal }: GraphContext, digest: Digest): Promise<readonly Descriptor[]> {
  const manifest = await job.source.fetchManifest(digest, callOptions(signal));
  return manifest ? readManifest(manifest).children : [];
}

function tooMuch({ job }: GraphContext, what: string): CopyError {
  const repository = formatRepositoryName(job.source.name);
  return new CopyError(
    'source',
    { operation: 'bringing what is attached to', subject: job.digest, repository },
    new UncopyableError(
      'TOO_MUCH_ATTACHED',
      `there are ${what}`,
      'look at who attached it; remove it from the source, or promote without attached artifacts',
    ),
  );
}
