import type { RawManifest } from '@cip/oci';
import { onSide, VerificationError } from './errors.js';
import { callOptions, type GraphContext } from './graph-context.js';
import type { JobResult } from './job.js';
import { pushByDigest, pushTag } from './push-manifest.js';

/**
 * Pushes the manifest under each tag, the first push bringing the manifest itself, or by digest where there are no
 * tags; then reads everything back. A tag that another digest took meanwhile is left alone and reported.
 */
export async function writeTags(
  context: GraphContext,
  manifest: RawManifest,
): Promise<Omit<JobResult, 'figures'>> {
  const { job, known } = context;
  const { digest } = manifest.descriptor;
  const taken: { tag: string; holder: string }[] = [];
  const written: string[] = [];
  let existing = 0;
  for (const tag of job.tags) {
    const outcome = known.hasTag(tag, digest)
      ? 'existing'
      : await pushTag(context, manifest, tag, known.absentAt(tag));
    if (outcome === 'written') written.push(tag);
    else if (outcome === 'existing') existing += 1;
    else taken.push({ tag, holder: outcome.holder });
  }
  if (job.tags.length === 0) await pushByDigest(context, manifest);
  const references = job.tags.length === 0 ? [digest] : written;
  await Promise.all(references.map((reference) => verify(context, manifest, reference)));
  if (references.length === 0 && existing === 0) return { state: 'blocked', taken };
  context.manifests.add(manifest.descriptor);
  return { state: references.length > 0 ? 'promoted' : 'existing', taken };
}

/** An independent read: only what the registry shows under the reference counts. */
async function verify(
  { consumer, job, manifests, signal }: GraphContext,
  manifest: RawManifest,
  reference: string,
): Promise<void> {
  const { digest } = manifest.descriptor;
  const task = { operation: 'verifying', subject: reference, repository: consumer.destination };
  const found = await manifests.inTurn(digest, () =>
    onSide('destination', task, () => job.target.resolve(reference, callOptions(signal))),
  );
  if (found?.digest === digest) return;
  const separator = reference === digest ? '@' : ':';
  throw new VerificationError(`${consumer.destination}${separator}${reference}`, digest, found?.digest);
}
