import {
  type Descriptor,
  type Digest,
  formatRepositoryName,
  type ManifestContent,
  type RawManifest,
  readManifest,
  type Source,
} from '@cip/oci';
import { bringBlob } from './bring-blob.js';
import { onSide, UncopyableError } from './errors.js';
import { callOptions, type GraphContext, onceForManifest, pushOptions } from './graph-context.js';

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
  return onSide('source', { operation: 'reading manifest', subject: digest, repository }, async () => {
    const manifest = await source.fetchManifest(digest, callOptions(signal));
    if (!manifest) throw new UncopyableError('ABSENT', 'it is not there (any more)');
    const content = readManifest(manifest);
    if (content.kind === 'schema1') {
      throw new UncopyableError(
        'SCHEMA_1',
        'it is a schema 1 image, which registries no longer accept',
        'rebuild it as an OCI image',
      );
    }
    return { manifest, content };
  });
}

async function copyBlob(context: GraphContext, blob: Descriptor): Promise<void> {
  const { blobs, consumer, counter, job } = context;
  const { repository } = job.target.name;
  const decide = (): void => {
    consumer.group.decide(consumer.destination, blob.digest);
  };
  if (blobs.knows(blob.digest, repository)) decide();
  await blobs.ensure(blob.digest, repository, async (holder) => {
    counter.add(await bringBlob(context, blob, holder), blob.size);
  });
  decide();
}

async function copyChild(context: GraphContext, child: Descriptor): Promise<void> {
  await onceForManifest(context, child.digest, () => bringChild(context, child));
}

async function bringChild(context: GraphContext, child: Descriptor): Promise<void> {
  if (await findsManifest(context, child.digest)) return;
  const manifest = await copyReferences(context, child.digest);
  const { consumer, job } = context;
  const repository = consumer.destination;
  await onSide('destination', { operation: 'pushing manifest', subject: child.digest, repository }, () =>
    job.target.pushManifest(manifest, pushOptions(context)),
  );
}

async function findsManifest(context: GraphContext, digest: Digest): Promise<boolean> {
  const { consumer, job, signal } = context;
  if (job.facts?.exists === false) return false;
  if (job.facts?.manifests) return job.facts.manifests.has(digest);
  const task = { operation: 'looking for manifest', subject: digest, repository: consumer.destination };
  return onSide('destination', task, async () => {
    return (await job.target.resolve(digest, callOptions(signal))) !== undefined;
  });
}

/** The manifest of a digest that the destination holds already. */
export async function readFromDestination(context: GraphContext): Promise<RawManifest> {
  const { consumer, job, signal } = context;
  const task = { operation: 'reading manifest', subject: job.digest, repository: consumer.destination };
  return onSide('destination', task, async () => {
    const manifest = await job.target.fetchManifest(job.digest, callOptions(signal));
    if (manifest) return manifest;
    throw new UncopyableError('ABSENT', 'it is not there any more', 'run again');
  });
}
