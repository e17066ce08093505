import { type RawManifest, TagMovedError } from '@cip/oci';
import { onSide, VerificationError } from './errors.js';
import { callOptions, type GraphContext, onceForManifest, pushOptions } from './graph-context.js';
import type { JobResult } from './job.js';

/**
 * Pushes the manifest under each tag, the first push bringing the manifest itself, or by digest where there are no
 * tags; then reads everything back. A tag that another digest took meanwhile is left alone and reported.
 */
export async function writeTags(
  context: GraphContext,
  manifest: RawManifest,
): Promise<Omit<JobResult, 'figures'>> {
  const { facts, tags } = context.job;
  const { digest } = manifest.descriptor;
  const taken: { tag: string; holder: string }[] = [];
  const written: string[] = [];
  let existing = 0;
  for (const tag of tags) {
    const holder = facts?.tags?.get(tag);
    const absentAt = facts?.tags?.has(tag) === true ? undefined : facts?.readAt;
    const there = holder === digest;
    const outcome = there ? 'existing' : await push(context, manifest, tag, absentAt);
    if (outcome === 'written') written.push(tag);
    else if (outcome === 'existing') existing += 1;
    else taken.push({ tag, holder: outcome.holder });
  }
  if (tags.length === 0) await pushByDigest(context, manifest);
  const references = tags.length === 0 ? [digest] : written;
  await Promise.all(references.map((reference) => verify(context, manifest, reference)));
  if (references.length === 0 && existing === 0) return { state: 'blocked', taken };
  context.manifests.set(digest, Promise.resolve());
  return { state: references.length > 0 ? 'promoted' : 'existing', taken };
}

async function pushByDigest(context: GraphContext, manifest: RawManifest): Promise<void> {
  await onceForManifest(context, manifest.descriptor.digest, async () => {
    await push(context, manifest, undefined, undefined);
  });
}

/** Pushes a manifest under a tag, or by digest. An answer with a holder: the tag is taken, and nothing was written. */
export async function push(
  context: GraphContext,
  manifest: RawManifest,
  tag: string | undefined,
  tagAbsentAt: number | undefined,
): Promise<'written' | 'existing' | { holder: string }> {
  const { consumer, job } = context;
  const options = {
    ...pushOptions(context),
    ...(tag !== undefined && { tag }),
    ...(tagAbsentAt !== undefined && { tagAbsentAt }),
  };
  const subject = `${manifest.descriptor.digest}${tag === undefined ? '' : ` as ${tag}`}`;
  const task = { operation: 'pushing manifest', subject, repository: consumer.destination };
  return onSide('destination', task, async () => {
    try {
      return await job.target.pushManifest(manifest, options);
    } catch (error) {
      if (error instanceof TagMovedError) return { holder: error.present };
      throw error;
    }
  });
}

/** An independent read: only what the registry shows under the reference counts. */
async function verify(
  { consumer, job, signal }: GraphContext,
  manifest: RawManifest,
  reference: string,
): Promise<void> {
  const { digest } = manifest.descriptor;
  const task = { operation: 'verifying', subject: reference, repository: consumer.destination };
  const found = await onSide('destination', task, () => job.target.resolve(reference, callOptions(signal)));
  if (found?.digest === digest) return;
  const separator = reference === digest ? '@' : ':';
  throw new VerificationError(`${consumer.destination}${separator}${reference}`, digest, found?.digest);
}
