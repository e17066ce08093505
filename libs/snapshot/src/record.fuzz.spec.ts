import { digestOf, InvalidManifestError, isDigest, isRepositoryPath, isTag, mediaTypes } from '@cip/oci';
import { fuzz, jsonBytesNear, jsonNear, readOrRefused, textsNear } from '@cip/testing';
import { expect, it } from 'vitest';
import { BackupError } from './errors.js';
import { type HeldManifest } from './held.js';
import { formatRecord, parseRecord } from './record.js';
import { recordArtifact, recordHead, recordLayer } from './record-artifact.js';
import { formatRepositoryIndex, parseRepositoryIndex, repositoryPart } from './repository-index.js';
import { InvalidSnapshotNameError, parseSnapshotName, snapshotOfTag } from './snapshot-name.js';
import { parseTreePath } from './tree-path.js';

const digest = digestOf(Buffer.from('image'));
const snapshot = '2030/01/31/09';
const held = { digest, mediaType: mediaTypes.ociManifest, size: 5, tags: ['v1', 'v2'] };
const repository = { name: 'team/app', state: digest };
const notTaken = { repository: 'team/lost', digest, tags: ['v1'], reason: 'it is gone' };
const head = { version: 1, snapshot, production: 'gcr.io/prod', finished: '2030-01-31T09:10:00Z' } as const;
const tree = {
  ...head,
  layout: 'tree',
  previous: { snapshot: '2030/01/31/08', digest },
  repositories: [{ ...repository, tree: '2030/01/31/08.2', manifests: [held] }],
  lost: [notTaken],
} as const;
const incremental = {
  ...head,
  layout: 'incremental',
  shard: { index: 0, count: 2 },
  repositories: [
    { ...repository, confirmed: head.finished, images: 1, named: digest, index: { digest, size: 9 } },
  ],
  lost: [],
  failed: [notTaken],
} as const;

function rawOf(bytes: Uint8Array, mediaType: string) {
  return { bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength } };
}

function expectHeld(manifests: readonly HeldManifest[]): void {
  for (const { digest: of, size, tags } of manifests) {
    expect([isDigest(of), Number.isSafeInteger(size) && size >= 0]).toEqual([true, true]);
    expect(tags.filter((tag) => typeof tag !== 'string' || !isTag(tag))).toEqual([]);
  }
}

it('a record names only what a registry could hold and reads back as it is written, or is broken', async () => {
  await fuzz(jsonNear(tree, incremental), (text) => {
    const record = readOrRefused(() => parseRecord(text, 'the test'), BackupError);
    if (!record) return;
    for (const { name, state, manifests = [], tree: path } of record.repositories) {
      expect(isRepositoryPath(name) && isDigest(state)).toBe(true);
      expect(path === undefined || parseTreePath(path)?.path === path).toBe(true);
      expectHeld(manifests);
    }
    const again = formatRecord(record);
    expect(formatRecord(parseRecord(again, 'the test'))).toBe(again);
  });
});

it('the manifest of a record tells figures, or is broken', async () => {
  const { manifest } = recordArtifact(tree, 1);
  const written = JSON.parse(Buffer.from(manifest.bytes).toString()) as object;
  await fuzz(jsonBytesNear(written), (bytes) => {
    const raw = rawOf(bytes, mediaTypes.ociManifest);
    const layer = readOrRefused(() => recordLayer(raw), InvalidManifestError);
    const told = layer && readOrRefused(() => recordHead(snapshot, raw), BackupError);
    if (!told) return;
    for (const figure of [told.repositories, told.images, told.lost, told.failed ?? 0]) {
      expect(Number.isSafeInteger(figure) && figure >= 0).toBe(true);
    }
  });
});

it('the index of a repository names only what a registry could hold, or is broken', async () => {
  const index = JSON.parse(Buffer.from(formatRepositoryIndex([held]).index.bytes).toString()) as {
    readonly manifests: object[];
  };
  const split = { ...index, manifests: [{ ...index.manifests[0], artifactType: repositoryPart }] };
  await fuzz(jsonBytesNear(index, split), async (bytes) => {
    for (const mediaType of [mediaTypes.ociIndex, mediaTypes.ociManifest, mediaTypes.dockerSchema1Signed]) {
      const raw = rawOf(bytes, mediaType);
      const parsed = parseRepositoryIndex(raw, 'the test', () => Promise.resolve(raw));
      const outcome = await parsed.then(
        (manifests) => () => manifests,
        (error: unknown) => () => {
          throw error;
        },
      );
      expectHeld(readOrRefused(outcome, BackupError) ?? []);
    }
  });
});

it('names of snapshots, tags and trees are what they were written as, or refused', async () => {
  await fuzz(textsNear(snapshot, '2030-01-31-09', '2030/01/31/09.12'), (text) => {
    expect([undefined, text]).toContain(
      readOrRefused(() => parseSnapshotName(text), InvalidSnapshotNameError),
    );
    expect([undefined, text.replaceAll('-', '/')]).toContain(snapshotOfTag(text));
    expect([undefined, text]).toContain(parseTreePath(text)?.path);
  });
});
