import {
  type ContentFrom,
  type Descriptor,
  type Digest,
  formatRepositoryName,
  type ManifestContent,
  type RawManifest,
  readManifest,
  type Source,
} from '@cip/oci';
import type { BlobFeeds, Consumer } from './blob-feeds.js';
import { CopyError, onSide } from './errors.js';
import type { HostBlobs } from './host-blobs.js';
import type { Job } from './job.js';

/** What the copies to one destination repository share. */
export interface GraphContext {
  readonly job: Job;
  readonly consumer: Consumer;
  readonly blobs: HostBlobs;
  /** Manifests that were pushed to the repository, or found in it, by this run. */
  readonly manifests: Map<Digest, Promise<void>>;
  readonly feeds: BlobFeeds;
  readonly signal?: AbortSignal;
}

/** Reads a manifest of the source and brings all that it refers to; the manifest itself is left to be pushed. */
export async function copyReferences(context: GraphContext, digest: Digest): Promise<RawManifest> {
  const { manifest, content } = await readFromSource(context.job.source, digest, context.signal);
  await Promise.all(content.blobs.map((blob) => copyBlob(context, blob)));
  await Promise.all(content.children.map((child) => copyChild(context, child)));
  return manifest;
}

async function readFromSource(
  source: Source,
  digest: Digest,
  signal: AbortSignal | undefined,
): Promise<{ manifest: RawManifest; content: ManifestContent }> {
  const repository = formatRepositoryName(source.name);
  return onSide('source', `reading manifest ${digest}`, repository, async () => {
    const manifest = await source.fetchManifest(digest, callOptions(signal));
    if (!manifest) throw new Error('it is not there (any more)');
    const content = readManifest(manifest);
    if (content.kind === 'schema1') {
      throw new Error(
        'it is a schema 1 image, which registries no longer accept; rebuild it as an OCI image',
      );
    }
    return { manifest, content };
  });
}

async function copyBlob(context: GraphContext, blob: Descriptor): Promise<void> {
  const { blobs, consumer, job } = context;
  const { repository } = job.target.name;
  const decide = (): void => {
    consumer.group.decide(consumer.destination, blob.digest);
  };
  if (blobs.knows(blob.digest, repository)) decide();
  await blobs.ensure(blob.digest, repository, (mountFrom) => bringBlob(context, blob, mountFrom));
  decide();
}

async function bringBlob(
  context: GraphContext,
  blob: Descriptor,
  mountFrom: string | undefined,
): Promise<void> {
  const { consumer, feeds, job, signal } = context;
  const { source, target } = job;
  const options = callOptions(signal);
  const lookUp = mountFrom === undefined && job.facts?.exists !== false;
  const onTarget = <T>(operation: string, work: () => Promise<T>): Promise<T> =>
    onSide('destination', `${operation} ${blob.digest}`, consumer.destination, work);
  if (lookUp && (await onTarget('looking for blob', () => target.hasBlob(blob, options)))) return;
  const open = (from?: string): ReturnType<typeof target.openUpload> =>
    onTarget('opening an upload for blob', () =>
      target.openUpload(blob, { ...options, ...(from !== undefined && { mountFrom: from }) }),
    );
  const opened = await open(mountFrom);
  if (opened === 'mounted') return;
  let upload: typeof opened | undefined = opened;
  const send = async (content: ContentFrom): Promise<void> => {
    // What was sent of a broken read is worthless, and so is its session.
    const session = upload ?? (await open());
    upload = undefined;
    if (session !== 'mounted') await onTarget('uploading blob', () => session.send(content, options));
  };
  await feeds.deliver({ blob, source, consumer, send, signal });
}

async function copyChild(context: GraphContext, child: Descriptor): Promise<void> {
  const known = context.manifests.get(child.digest);
  const work = known ?? bringChild(context, child);
  context.manifests.set(child.digest, work);
  try {
    await work;
  } catch (error) {
    context.manifests.delete(child.digest);
    throw error;
  }
}

async function bringChild(context: GraphContext, child: Descriptor): Promise<void> {
  if (await hasManifest(context, child.digest)) return;
  const manifest = await copyReferences(context, child.digest);
  const { consumer, job, signal } = context;
  await onSide('destination', `pushing manifest ${child.digest}`, consumer.destination, () =>
    job.target.pushManifest(manifest, callOptions(signal)),
  );
}

async function hasManifest(context: GraphContext, digest: Digest): Promise<boolean> {
  const { consumer, job, signal } = context;
  if (job.facts?.exists === false) return false;
  if (job.facts?.manifests) return job.facts.manifests.has(digest);
  return onSide('destination', `looking for manifest ${digest}`, consumer.destination, async () => {
    return (await job.target.resolve(digest, callOptions(signal))) !== undefined;
  });
}

/** The manifest of a digest that the destination holds already. */
export async function readFromDestination(context: GraphContext): Promise<RawManifest> {
  const { consumer, job, signal } = context;
  const operation = `reading manifest ${job.digest}`;
  const manifest = await onSide('destination', operation, consumer.destination, () =>
    job.target.fetchManifest(job.digest, callOptions(signal)),
  );
  if (manifest) return manifest;
  throw new CopyError('destination', operation, consumer.destination, 'it is not there any more; run again');
}

export function callOptions(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}
