import type { ContentFrom, Descriptor, Upload } from '@cip/oci';
import type { BlobOutcome } from './blob-figures.js';
import { onSide } from './errors.js';
import { callOptions, type GraphContext } from './graph-context.js';
import type { Job } from './job.js';

/**
 * Has a blob in the destination: mounted, where a repository of the same registry may have it, otherwise uploaded
 * unless it is there. `holder` is a repository that is known to have it.
 */
export async function bringBlob(
  context: GraphContext,
  blob: Descriptor,
  holder: string | undefined,
): Promise<BlobOutcome> {
  let session: Upload | undefined;
  for (const origin of originsOf(context.job, holder)) {
    const opened = await open(context, blob, origin);
    if (opened === 'mounted') return 'mounted';
    session = opened;
  }
  if (await isThere(context, blob)) return 'existing';
  const opened = session ?? (await open(context, blob));
  if (opened === 'mounted') return 'mounted';
  await upload(context, blob, opened);
  return 'copied';
}

/** Repositories of the destination's registry from which a mount is tried, one after the other. */
function originsOf({ source, target, mountFrom }: Job, holder: string | undefined): string[] {
  const { registry, repository } = target.name;
  const neighbour = source.name.registry === registry ? source.name.repository : undefined;
  const origins = new Set([holder ?? mountFrom, neighbour]);
  return [...origins].flatMap((origin) => (origin === undefined || origin === repository ? [] : [origin]));
}

function open(context: GraphContext, blob: Descriptor, mountFrom?: string): Promise<'mounted' | Upload> {
  const { job, signal } = context;
  const options = { ...callOptions(signal), ...(mountFrom !== undefined && { mountFrom }) };
  return onTarget(context, 'opening an upload for blob', blob, () => job.target.openUpload(blob, options));
}

async function isThere(context: GraphContext, blob: Descriptor): Promise<boolean> {
  const { job, known, signal } = context;
  if (known.isNew) return false;
  return onTarget(context, 'looking for blob', blob, () => job.target.hasBlob(blob, callOptions(signal)));
}

async function upload(context: GraphContext, blob: Descriptor, opened: Upload): Promise<void> {
  const { consumer, feeds, job, signal } = context;
  let first: Upload | undefined = opened;
  const send = async (content: ContentFrom): Promise<void> => {
    // What was sent of a broken read is worthless, and so is its session.
    const session = first ?? (await open(context, blob));
    first = undefined;
    if (session === 'mounted') return;
    await onTarget(context, 'uploading blob', blob, () => session.send(content, callOptions(signal)));
  };
  await feeds.deliver({ blob, source: job.source, consumer, send, signal });
}

function onTarget<T>(
  { consumer }: GraphContext,
  operation: string,
  blob: Descriptor,
  work: () => Promise<T>,
): Promise<T> {
  const task = { operation, subject: blob.digest, repository: consumer.destination, size: blob.size };
  return onSide('destination', task, work);
}
