import {
  type Descriptor,
  type Digest,
  digestOf,
  isDigest,
  isObject,
  mediaTypes,
  parseJsonObject,
  type RawManifest,
  readManifest,
} from '@cip/oci';
import { BackupError } from './errors.js';
import { formatRecord, type Predecessor, type SnapshotRecord } from './record.js';
import { parseSnapshotName, type SnapshotName } from './snapshot-name.js';

/** The media type of a record, and of the artifact whose only layer it is. */
export const snapshotArtifact = 'application/vnd.container-image-promoter.snapshot.v1+json';

// image-spec v1.1, "Guidance for an Empty Descriptor"
const emptyConfig = new TextEncoder().encode('{}');

/** What the manifest of a record tells without the record. */
export interface SnapshotHead {
  readonly snapshot: SnapshotName;
  /** RFC 3339. */
  readonly finished: string;
  readonly layout: string;
  readonly repositories: number;
  readonly images: number;
  /** What production could not give. */
  readonly lost: number;
  /** What could not be copied; undefined: the snapshot is not partial. */
  readonly failed?: number;
  /** Of the manifest that tells all this. */
  readonly digest: Digest;
  readonly previous?: Predecessor;
}

/** Content with its descriptor. */
export interface Content {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** A record as an OCI artifact (image-spec v1.1, "Guidelines for Artifact Usage"). */
export interface RecordArtifact {
  readonly config: Content;
  readonly layer: Content;
  readonly manifest: RawManifest;
}

/** The artifact of a record; what {@link SnapshotHead} tells stands in annotations of its manifest. */
export function recordArtifact(record: SnapshotRecord, images: number): RecordArtifact {
  const config = contentOf(emptyConfig, mediaTypes.ociEmpty);
  const layer = contentOf(new TextEncoder().encode(formatRecord(record)), snapshotArtifact);
  const { snapshot, layout, production, previous, finished, repositories, lost, failed } = record;
  const body = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: snapshotArtifact,
    config: config.descriptor,
    layers: [layer.descriptor],
    annotations: {
      'org.opencontainers.image.title': `snapshot ${snapshot} of ${production}`,
      'org.opencontainers.image.created': finished,
      [annotation('layout')]: layout,
      [annotation('repositories')]: `${repositories.length}`,
      [annotation('images')]: `${images}`,
      [annotation('lost')]: `${lost.length}`,
      ...(failed && { [annotation('failed')]: `${failed.length}` }),
      ...(previous && { [annotation('previous')]: `${previous.snapshot}@${previous.digest}` }),
    },
  };
  const manifest = contentOf(new TextEncoder().encode(JSON.stringify(body)), mediaTypes.ociManifest);
  return { config, layer, manifest };
}

/** Where the record of an artifact is; undefined when the manifest is that of something else. */
export function recordLayer(manifest: RawManifest): Descriptor | undefined {
  return readManifest(manifest).blobs.find(({ mediaType }) => mediaType === snapshotArtifact);
}

/** What the manifest of a record, a JSON object, tells of its snapshot. Throws {@link BackupError} `broken`. */
export function recordHead(snapshot: SnapshotName, manifest: RawManifest): SnapshotHead {
  const annotations = annotationsOf(manifest);
  const figure = (name: string): number => {
    const text = annotations[annotation(name)] ?? '0';
    if (/^\d{1,15}$/.test(text)) return Number(text);
    const reason = `its manifest tells no number of "${name}"`;
    throw new BackupError('broken', `the record of ${snapshot} is broken: ${reason}; use another snapshot`);
  };
  const previous = predecessorIn(annotations[annotation('previous')]);
  return {
    snapshot,
    finished: annotations['org.opencontainers.image.created'] ?? '',
    layout: annotations[annotation('layout')] ?? '',
    repositories: figure('repositories'),
    images: figure('images'),
    lost: figure('lost'),
    ...(annotations[annotation('failed')] !== undefined && { failed: figure('failed') }),
    digest: manifest.descriptor.digest,
    ...(previous && { previous }),
  };
}

function predecessorIn(text = ''): Predecessor | undefined {
  const [snapshot = '', digest = ''] = text.split('@');
  try {
    return isDigest(digest) ? { snapshot: parseSnapshotName(snapshot), digest } : undefined;
  } catch {
    return undefined;
  }
}

function annotation(name: string): string {
  return `io.k8s.container-image-promoter.${name}`;
}

function annotationsOf({ bytes }: RawManifest): Readonly<Record<string, string>> {
  const annotations = parseJsonObject(bytes)?.['annotations'];
  const texts = Object.entries(isObject(annotations) ? annotations : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function contentOf(bytes: Uint8Array, mediaType: string): Content {
  return { bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength } };
}
