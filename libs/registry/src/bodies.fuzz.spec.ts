import { digestOf, isDigest, isRepositoryPath, isTag, parseJsonObject } from '@cip/oci';
import { buildSchema1, fuzz, jsonBytesNear } from '@cip/testing';
import { expect, it } from 'vitest';
import { readTokenAnswer } from './auth/token-answer.js';
import { readAnnotations, readConfig } from './image-facts-config.js';
import { scanTagsPage } from './scan-tags-page.js';
import { schema1Payload } from './schema1.js';
import { readTagsPage } from './tags-page.js';

const digest = digestOf(Buffer.from('image'));

it('a page of tags tells only what can be a tag, a digest or a repository', async () => {
  const entry = { imageSizeBytes: '1', mediaType: 'application/vnd.oci.image.index.v1+json', tag: ['v1'] };
  const plain = { name: 'team/app', tags: ['v1', 'latest'] };
  const google = { child: ['below'], manifest: { [digest]: entry }, name: 'team/app', tags: ['v1'] };
  await fuzz(jsonBytesNear(plain, google), (bytes) => {
    const body = parseJsonObject(bytes);
    for (const page of [body && readTagsPage(body), scanTagsPage(bytes)]) {
      if (!page) continue;
      const { tags, manifests, children } = page;
      expect([...tags.keys()].filter((tag) => !isTag(tag))).toEqual([]);
      const digests = [...tags.values(), ...(manifests?.keys() ?? [])];
      expect(digests.filter((of) => of !== undefined && !isDigest(of))).toEqual([]);
      expect(children.filter((child) => !isRepositoryPath(child))).toEqual([]);
    }
  });
});

it('a token can go into a header, and has an end', async () => {
  await fuzz(jsonBytesNear({ token: 'abc', access_token: 'def', expires_in: 300 }), (bytes) => {
    const answer = readTokenAnswer(bytes);
    if (!answer) return;
    expect(answer.token).toMatch(/^[\x21-\x7e]+$/);
    expect(answer.expiresIn).toBeGreaterThan(0);
    expect(answer.expiresIn).toBeLessThan(Infinity);
  });
});

it('the payload of a schema 1 manifest is no longer than what was read', async () => {
  const { bytes } = buildSchema1('fuzz');
  await fuzz(jsonBytesNear(JSON.parse(Buffer.from(bytes).toString()) as object), (written) => {
    expect(schema1Payload(written)?.byteLength ?? 0).toBeLessThanOrEqual(2 * written.byteLength);
  });
});

it('the facts of an image are short and print', async () => {
  const created = '2030-01-01T00:00:00Z';
  const labels = { 'org.opencontainers.image.revision': 'abc', 'org.opencontainers.image.created': created };
  const config = { os: 'linux', architecture: 'arm64', variant: 'v8', created, config: { Labels: labels } };
  await fuzz(jsonBytesNear(config, { annotations: labels }), (bytes) => {
    for (const fact of [readConfig(bytes) ?? {}, readAnnotations(bytes)].flatMap(Object.values)) {
      expect(fact).toMatch(/^[\x20-\x7e]{1,256}$/);
    }
  });
});
