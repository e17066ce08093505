import { type RawManifest, referrersTag } from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  type Image,
  noRealRegistry,
  realRegistry,
  startRegistry,
} from '@cip/testing';
import { expect, it } from 'vitest';
import { createRegistry } from './index.js';

const image = buildImage('subject');
const subject = image.descriptor.digest;
const tag = referrersTag(subject);
const artifacts = ['one', 'two', 'three'].map((seed) => buildArtifact(seed, { subject: image.descriptor }));
const raw = ({ descriptor, bytes }: Image): RawManifest => ({ descriptor, bytes });
const digests = (list: readonly { readonly digest: string }[]): string[] =>
  list.map(({ digest }) => digest).sort();

it('a registry without the API gets the list under the referrers tag, whoever pushes at the same time', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  server.seed('team/app', image);
  const repository = client.repository(`${server.host}/team/app`);
  await Promise.all(artifacts.map((artifact) => repository.pushManifest(raw(artifact))));
  expect(digests(await repository.referrers(subject))).toEqual(
    digests(artifacts.map(({ descriptor }) => descriptor)),
  );
  expect((await repository.referrers(subject))[0]?.artifactType).toBe('application/vnd.example.sbom.v1');
  await client.close();
});

it('it has one writer at a time, through however many objects of one client it is written', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  const many = Array.from({ length: 30 }, (_, i) => buildArtifact(`${i}`, { subject: image.descriptor }));
  await Promise.all(
    many.map((artifact) => client.repository(`${server.host}/team/app`).pushManifest(raw(artifact))),
  );
  const listed = await client.repository(`${server.host}/team/app`).referrers(subject);
  expect(digests(listed)).toEqual(digests(many.map(({ descriptor }) => descriptor)));
  await client.close();
});

it('an entry that somebody else overwrote is entered again when the list is confirmed', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  const repository = client.repository(`${server.host}/team/app`);
  const stranger = createRegistry({ rights: 'write-once' });
  await stranger.repository(`${server.host}/other/app`).pushManifest(raw(artifacts[1]!));
  await repository.pushManifest(raw(artifacts[0]!));
  const theirs = server.manifest('other/app', tag);
  server.seed('team/app', { ...theirs!, blobs: new Map(), children: [] }, [tag]);
  await repository.confirmReferrers(subject);
  expect(digests(await repository.referrers(subject))).toEqual(
    digests(artifacts.slice(0, 2).map(({ descriptor }) => descriptor)),
  );
  await client.close();
  await stranger.close();
});

it('to confirm a list costs one GET, and nothing where nothing was entered', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  const repository = client.repository(`${server.host}/team/app`);
  for (const artifact of artifacts) await repository.pushManifest(raw(artifact));
  server.resetCounts();
  for (let i = 0; i < 2; i++) await repository.confirmReferrers(subject);
  expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
  await client.close();
});

it('a manifest that cannot be listed gets no tag, so that the next run tries again', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'everything' });
  const repository = client.repository(`${server.host}/team/app`);
  const match = { method: 'PUT', reference: tag, times: Infinity };
  server.fault({ action: 'status', status: 403, match });
  await expect(repository.pushManifest(raw(artifacts[0]!), { tag: 'v1' })).rejects.toThrow('403');
  await expect(repository.retag(raw(artifacts[0]!), 'v1')).rejects.toThrow('403');
  expect(server.manifest('team/app', 'v1')).toBeUndefined();
  await client.close();
});

it('a manifest with a tag that is taken is neither written nor listed', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  server.seed('team/app', image, ['v1']);
  const push = client.repository(`${server.host}/team/app`).pushManifest(raw(artifacts[0]!), { tag: 'v1' });
  await expect(push).rejects.toMatchObject({ code: 'TAG_MOVED' });
  expect(server.writes).toBe(0);
  await client.close();
});

it('a tag that is in place does not hide that the list lacks the manifest', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  server.seed('team/app', artifacts[0]!, ['v1']);
  const repository = client.repository(`${server.host}/team/app`);
  expect(await repository.pushManifest(raw(artifacts[0]!), { tag: 'v1' })).toBe('existing');
  expect(await repository.referrers(subject)).toHaveLength(1);
  await client.close();
});

it('what the tag listed before stays, and a referrer is listed once', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  const repository = client.repository(`${server.host}/team/app`);
  for (const artifact of [...artifacts, ...artifacts]) await repository.pushManifest(raw(artifact));
  const fourth = buildArtifact('four', { subject: image.descriptor });
  await Promise.all([fourth, fourth, ...artifacts].map((artifact) => repository.pushManifest(raw(artifact))));
  expect(await repository.referrers(subject)).toHaveLength(artifacts.length + 1);
  await client.close();
});

it('a tag of that name that is no index stays as it is', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  server.seed('team/app', image, [tag]);
  const push = client.repository(`${server.host}/team/app`).pushManifest(raw(artifacts[0]!));
  await expect(push).rejects.toMatchObject({ code: 'TAG_MOVED', tag });
  expect(server.snapshot()['team/app']?.tags).toEqual({ [tag]: subject });
  await client.close();
});

it('a registry with the API gets no tag, and an image without subject costs nothing more', async () => {
  await using server = await startRegistry({ verifyReferences: false });
  await using plain = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  await client.repository(`${server.host}/team/app`).pushManifest(raw(artifacts[0]!));
  await client.repository(`${plain.host}/team/app`).pushManifest(raw(image));
  expect(server.requests).toHaveLength(1);
  expect(plain.requests).toHaveLength(1);
  await client.close();
});

it('a lost answer does not lose the entry', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'write-once' });
  server.fault({ action: 'commit-then-reset', match: { method: 'PUT', reference: 'v1' } });
  const repository = client.repository(`${server.host}/team/app`);
  await repository.pushManifest(raw(artifacts[0]!), { tag: 'v1', tagAbsentAt: Date.now() });
  expect(await repository.referrers(subject)).toHaveLength(1);
  await client.close();
});

it('whoever copies the tag itself has it left alone: one PUT each, also after a lost answer', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'everything' });
  const repository = client.repository(`${server.host}/team/app`);
  await repository.pushManifest(raw(artifacts[0]!), { listReferrer: false });
  await repository.retag(raw(artifacts[1]!), 'v2', { listReferrer: false });
  expect(server.requests.map(({ method }) => method)).toEqual(['PUT', 'PUT']);
  server.resetCounts();
  server.fault({ action: 'commit-then-reset', match: { method: 'PUT', reference: 'v3' } });
  const absent = { tag: 'v3', tagAbsentAt: Date.now() };
  await repository.pushManifest(raw(artifacts[2]!), { ...absent, listReferrer: false });
  expect(server.requests.map(({ method }) => method)).toEqual(['PUT', 'HEAD']);
  expect(server.manifest('team/app', tag)).toBeUndefined();
  await client.close();
});

it('a tag that is moved to a referrer lists it, like any push', async () => {
  await using server = await startRegistry({ referrers: false, verifyReferences: false });
  const client = createRegistry({ rights: 'everything' });
  const repository = client.repository(`${server.host}/team/app`);
  await repository.retag(raw(artifacts[0]!), 'v1');
  expect(await repository.referrers(subject)).toHaveLength(1);
  await client.close();
});

it('a real registry without the API keeps the list', async ({ skip }) => {
  const real = await realRegistry();
  if (!real) return skip(noRealRegistry);
  const client = createRegistry({ rights: 'write-once' });
  const repository = client.repository(`${real.host}/cip-referrers-${process.pid}`);
  for (const one of [image, ...artifacts]) {
    for (const [digest, bytes] of one.blobs) {
      const upload = await repository.openUpload({ mediaType: 'x', digest, size: bytes.byteLength });
      if (upload !== 'mounted') await upload.send((offset) => content(bytes.subarray(offset)));
    }
    await repository.pushManifest(raw(one));
  }
  expect(digests(await repository.referrers(subject))).toEqual(
    digests(artifacts.map(({ descriptor }) => descriptor)),
  );
  await client.close();
  await real.close();
});

async function* content(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
