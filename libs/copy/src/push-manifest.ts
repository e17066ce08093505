import { type RawManifest, subjectOf, TagMovedError } from '@cip/oci';
import { onSide } from './errors.js';
import { type GraphContext, pushOptions } from './graph-context.js';

/** `holder`: the tag is taken, and nothing was written. */
export type PushOutcome = 'written' | 'existing' | { readonly holder: string };

/** Pushes a manifest by digest, unless this run has it in the repository already. */
export async function pushByDigest(context: GraphContext, manifest: RawManifest): Promise<void> {
  const { manifests } = context;
  const { descriptor } = manifest;
  await manifests.inTurn(descriptor.digest, async () => {
    if (manifests.has(descriptor.digest)) return;
    await put(context, manifest, undefined, undefined);
    manifests.add(descriptor);
  });
}

/** Pushes a manifest under a tag. `absentAt`: when the tag was last seen absent, in milliseconds since the epoch. */
export async function pushTag(
  context: GraphContext,
  manifest: RawManifest,
  tag: string,
  absentAt: number | undefined,
): Promise<PushOutcome> {
  const { manifests } = context;
  const { descriptor } = manifest;
  return manifests.inTurn(descriptor.digest, async () => {
    if (manifests.hasTag(tag, descriptor.digest)) return 'existing';
    const outcome = await put(context, manifest, tag, absentAt);
    if (typeof outcome !== 'object') manifests.addTag(tag, descriptor);
    return outcome;
  });
}

async function put(
  context: GraphContext,
  manifest: RawManifest,
  tag: string | undefined,
  absentAt: number | undefined,
): Promise<PushOutcome> {
  const { consumer, job, listed, listReferrer } = context;
  const options = {
    ...pushOptions(context),
    ...(tag !== undefined && { tag }),
    ...(absentAt !== undefined && { tagAbsentAt: absentAt }),
  };
  const subject = `${manifest.descriptor.digest}${tag === undefined ? '' : ` as ${tag}`}`;
  const task = { operation: 'pushing manifest', subject, repository: consumer.destination };
  return onSide('destination', task, async () => {
    try {
      const outcome = await job.target.pushManifest(manifest, options);
      const refersTo = listReferrer ? subjectOf(manifest) : undefined;
      if (refersTo !== undefined) listed.add(job, refersTo);
      return outcome;
    } catch (error) {
      if (error instanceof TagMovedError) return { holder: error.present };
      throw error;
    }
  });
}
