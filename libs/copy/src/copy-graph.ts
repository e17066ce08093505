import {
  contradictionIn,
  type Descriptor,
  type Digest,
  formatRepositoryName,
  type ManifestContent,
  type RawManifest,
  readManifest,
  type Source,
  subjectOf,
} from '@cip/oci';
import { bringBlob } from './bring-blob.js';
import { CopyError, onSide, UncopyableError } from './errors.js';
import { callOptions, type GraphContext } from './graph-context.js';
import { untilOwnFailure } from './own-failure.js';
import { pushByDigest } from './push-manifest.js';

/** Reads a manifest of the source and brings all that it refers to; the manifest itself is left to be pushed. */
export async function copyReferences(context: GraphContext, digest: Digest): Promise<RawManifest> {
  const { manifest, content } = await readFromSource(context.job.source, digest, context.signal);
  await Promise.all(content.blobs.map((blob) => copyBlob(context, blob, digest)));
  await Promise.all(content.children.map((child) => copyChild(context, child, digest)));
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
    return { manifest, content: contentOf(manifest) };
  });
}

/** Throws {@link UncopyableError} for what is not copied wherever it is found. */
function contentOf(manifest: RawManifest): ManifestContent {
  const contradiction = contradictionIn(manifest);
  if (contradiction !== undefined) {
    throw new UncopyableError(
      'CONTRADICTION',
      `${contradiction}, so that clients may take it for different things (CVE-2021-41190)`,
      'find out who pushed it, then build and push the image again',
    );
  }
  const content = readManifest(manifest);
  if (content.kind !== 'schema1') return content;
  throw new UncopyableError(
    'SCHEMA_1',
    'it is a schema 1 image, which registries no longer accept',
    'rebuild it as an OCI image',
  );
}

async function copyBlob(context: GraphContext, blob: Descriptor, manifest: Digest): Promise<void> {
  const { blobs, consumer, counter, job, signal } = context;
  const { repository } = job.target.name;
  const decide = (): void => {
    consumer.group.decide(consumer.destination, blob.digest);
  };
  if (blobs.knows(blob.digest, repository)) decide();
  await untilOwnFailure({ source: job.source, blob, signal }, () =>
    blobs.ensure(blob.digest, repository, async (holder) => {
      const outcome = await bringBlob(context, blob, holder);
      if (outcome === 'copied') blobs.measured(blob);
      counter.add(outcome, blob.size);
    }),
  );
  decide();
  refuseWrongSize(context, manifest, 'blob', blob, blobs.sizeOf(blob.digest));
}

async function copyChild(context: GraphContext, child: Descriptor, index: Digest): Promise<void> {
  const { job, manifests, signal } = context;
  const { size } = await untilOwnFailure({ source: job.source, signal }, () =>
    manifests.ensure(child.digest, () => bringChild(context, child)),
  );
  refuseWrongSize(context, index, 'child', child, size);
}

/** `size` is the true one, undefined if it is not known. */
function refuseWrongSize(
  { job }: GraphContext,
  parent: Digest,
  what: 'blob' | 'child',
  said: Descriptor,
  size: number | undefined,
): void {
  if (size === undefined || size === said.size) return;
  const repository = formatRepositoryName(job.source.name);
  throw new CopyError(
    'source',
    { operation: 'reading manifest', subject: parent, repository },
    new UncopyableError(
      'CONTRADICTION',
      `it says that its ${what} ${said.digest} has ${said.size} bytes; it has ${size}`,
      'build and push the image again',
    ),
  );
}

async function bringChild(context: GraphContext, child: Descriptor): Promise<Descriptor> {
  const found = await findManifest(context, child.digest);
  if (found) contentOf(found);
  const isListed = !context.listReferrer || !found || subjectOf(found) === undefined;
  if (found && isListed) return context.manifests.add(found.descriptor);
  // What has a subject is pushed again: a run that was killed may have left it out of the list of referrers.
  const manifest = found ?? (await copyReferences(context, child.digest));
  await pushByDigest(context, manifest);
  return manifest.descriptor;
}

/** A child that is in the destination. It is read, for one request: its index may be wrong about its size. */
async function findManifest(context: GraphContext, digest: Digest): Promise<RawManifest | undefined> {
  const { consumer, job, known, manifests, signal } = context;
  if (known.has(digest) === false) return undefined;
  const task = { operation: 'looking for manifest', subject: digest, repository: consumer.destination };
  return manifests.inTurn(digest, () =>
    onSide('destination', task, () => job.target.fetchManifest(digest, callOptions(signal))),
  );
}

/** The manifest of a digest that the destination holds already. */
export async function readFromDestination(context: GraphContext): Promise<RawManifest> {
  const { consumer, job, signal } = context;
  const task = { operation: 'reading manifest', subject: job.digest, repository: consumer.destination };
  return onSide('destination', task, async () => {
    const manifest = await job.target.fetchManifest(job.digest, callOptions(signal));
    if (!manifest) throw new UncopyableError('ABSENT', 'it is not there any more', 'run again');
    contentOf(manifest);
    return manifest;
  });
}
