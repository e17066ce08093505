import { digestOf } from '@cip/oci';
import { expect } from 'vitest';
import { buildImage } from '../images/build-image.js';
import { buildIndex, buildMultiPlatform } from '../images/build-index.js';
import type { Image } from '../images/image.js';
import { seededBytes } from '../images/random-bytes.js';
import { type Behaviour, codesOf } from './client.js';

const content = seededBytes('push', 3000);
const digest = digestOf(content);
const [first, second] = [content.subarray(0, 1000), content.subarray(1000)];
const image = buildImage('push');
const index = buildMultiPlatform('push index');
const childless: Image = { ...index, children: [] };

/** distribution-spec v1.1, "Push". */
export const push: readonly Behaviour[] = [
  {
    name: 'POST then PUT pushes a blob, and gives its place',
    check: async (client) => {
      const put = await client.commit(await client.open(), digest, content);
      expect([put.status, put.headers.get('docker-content-digest')]).toEqual([201, digest]);
      expect(digestOf((await client.ask('GET', client.locationOf(put))).body)).toBe(digest);
    },
  },
  {
    name: 'POST with digest and body takes the blob at once, or opens a session',
    check: async (client) => {
      const headers = { 'content-type': 'application/octet-stream' };
      const posted = await client.ask('POST', `blobs/uploads/?digest=${digest}`, { headers, body: content });
      expect([201, 202]).toContain(posted.status);
      const there = posted.status === 201 ? 200 : 404;
      expect((await client.ask('HEAD', `blobs/${digest}`)).status).toBe(there);
    },
  },
  {
    name: 'a blob in sha512 is stored under that digest',
    check: async (client) => {
      const long = digestOf(content, 'sha512');
      expect((await client.commit(await client.open(), long, content)).status).toBe(201);
      expect((await client.ask('HEAD', `blobs/${long}`)).status).toBe(200);
    },
  },
  {
    name: 'two chunks with Content-Range make a blob',
    check: async (client) => {
      const one = await client.chunk(await client.open(), first, 0);
      expect([one.status, one.headers.get('range')]).toEqual([202, '0-999']);
      const two = await client.chunk(client.locationOf(one), second, 1000);
      expect([two.status, two.headers.get('range')]).toEqual([202, '0-2999']);
      expect((await client.commit(client.locationOf(two), digest)).status).toBe(201);
    },
  },
  {
    name: 'the last chunk may come with the PUT',
    check: async (client) => {
      const one = await client.chunk(await client.open(), first, 0);
      expect((await client.commit(client.locationOf(one), digest, second)).status).toBe(201);
      expect((await client.ask('HEAD', `blobs/${digest}`)).status).toBe(200);
    },
  },
  {
    name: 'a PATCH without Content-Range streams a blob',
    check: async (client) => {
      const streamed = await client.chunk(await client.open(), content);
      expect(streamed.status).toBe(202);
      expect((await client.commit(client.locationOf(streamed), digest)).status).toBe(201);
    },
  },
  {
    name: 'a chunk at the wrong offset answers 416, and the session goes on where it was',
    notInDockerRegistry: '2.8 ends the session with the 416',
    check: async (client) => {
      const one = await client.chunk(await client.open(), first, 0);
      const early = await client.chunk(client.locationOf(one), second, 500);
      expect([early.status, early.headers.get('range')]).toEqual([416, '0-999']);
      const two = await client.chunk(client.locationOf(one), second, 1000);
      expect((await client.commit(client.locationOf(two), digest)).status).toBe(201);
    },
  },
  {
    name: 'GET of a session tells how much has arrived',
    check: async (client) => {
      const one = await client.chunk(await client.open(), first);
      const asked = await client.ask('GET', client.locationOf(one));
      expect([asked.status, asked.headers.get('range')]).toEqual([204, '0-999']);
      expect((await client.commit(client.locationOf(asked), digest, second)).status).toBe(201);
    },
  },
  {
    name: 'DELETE ends a session',
    check: async (client) => {
      const location = await client.open();
      expect((await client.ask('DELETE', location)).status).toBe(204);
      const asked = await client.ask('GET', location);
      expect([asked.status, codesOf(asked)]).toEqual([404, ['BLOB_UPLOAD_UNKNOWN']]);
    },
  },
  {
    name: 'a blob that is not its digest is refused and not stored',
    check: async (client) => {
      const asked = await client.commit(await client.open(), digest, first);
      expect([asked.status, codesOf(asked)]).toEqual([400, ['DIGEST_INVALID']]);
      expect((await client.ask('HEAD', `blobs/${digest}`)).status).toBe(404);
    },
  },
  {
    name: 'a mount takes a blob over from another repository',
    check: async (client) => {
      await client.commit(await client.open(), digest, content);
      const other = client.other('mounted');
      const from = encodeURIComponent(client.repository);
      const asked = await other.ask('POST', `blobs/uploads/?mount=${digest}&from=${from}`);
      expect([asked.status, asked.headers.get('docker-content-digest')]).toEqual([201, digest]);
      expect((await other.ask('HEAD', `blobs/${digest}`)).status).toBe(200);
    },
  },
  {
    name: 'a mount that cannot be taken opens a session that takes the blob',
    check: async (client) => {
      const from = encodeURIComponent(`${client.repository}/nowhere`);
      const asked = await client.ask('POST', `blobs/uploads/?mount=${digest}&from=${from}`);
      expect(asked.status).toBe(202);
      expect((await client.commit(client.locationOf(asked), digest, content)).status).toBe(201);
    },
  },
  {
    name: 'PUT of a manifest by tag and by digest gives its digest and its place',
    check: async (client) => {
      await client.push(image);
      for (const reference of ['v1', image.descriptor.digest]) {
        const put = await client.putManifest(reference, image);
        expect([put.status, put.headers.get('docker-content-digest')]).toEqual([
          201,
          image.descriptor.digest,
        ]);
        expect((await client.ask('HEAD', client.locationOf(put))).status).toBe(200);
      }
    },
  },
  {
    name: 'a manifest by digest with other content is refused',
    check: async (client) => {
      await client.push(image);
      const asked = await client.putManifest(digest, image);
      expect([asked.status, codesOf(asked)]).toEqual([400, ['DIGEST_INVALID']]);
    },
  },
  {
    name: 'a manifest whose blobs are missing is MANIFEST_BLOB_UNKNOWN',
    check: async (client) => {
      const asked = await client.putManifest('v1', image);
      expect([400, 404]).toContain(asked.status);
      expect(codesOf(asked)).toContain('MANIFEST_BLOB_UNKNOWN');
      expect((await client.ask('HEAD', 'manifests/v1')).status).toBe(404);
    },
  },
  {
    name: 'an index whose children are missing is refused',
    check: async (client) => {
      const asked = await client.putManifest('v1', childless);
      expect([400, 404]).toContain(asked.status);
      expect(codesOf(asked)).toContain('MANIFEST_BLOB_UNKNOWN');
    },
  },
  {
    name: 'an index of pushed images, and an index of that, are taken',
    check: async (client) => {
      await client.push(buildIndex([index]), 'nested');
      expect((await client.ask('HEAD', 'manifests/nested')).status).toBe(200);
    },
  },
  {
    name: 'foreign layers need not be there',
    check: async (client) => {
      await client.push(buildImage('windows', { format: 'docker', foreignLayers: 1 }), 'v1');
      expect((await client.ask('HEAD', 'manifests/v1')).status).toBe(200);
    },
  },
  {
    name: 'what is no JSON is MANIFEST_INVALID',
    check: async (client) => {
      await client.push(image);
      const asked = await client.putManifest('v1', { ...image, bytes: Buffer.from('{') });
      expect([asked.status, codesOf(asked)]).toEqual([400, ['MANIFEST_INVALID']]);
    },
  },
  {
    name: 'a tag moves with a second push',
    check: async (client) => {
      const next = buildImage('push next');
      await client.push(image, 'v1');
      await client.push(next, 'v1');
      const { headers } = await client.ask('HEAD', 'manifests/v1');
      expect(headers.get('docker-content-digest')).toBe(next.descriptor.digest);
    },
  },
];
