import { digestOf } from '@cip/oci';
import { expect } from 'vitest';
import { buildImage } from '../images/build-image.js';
import { buildMultiPlatform } from '../images/build-index.js';
import { type Behaviour, codesOf } from './client.js';

const image = buildImage('pull');
const docker = buildImage('pull docker', { format: 'docker' });
const index = buildMultiPlatform('pull index');
const [blob] = image.blobs;
const [digest, bytes] = blob ?? [];
const nowhere = digestOf(Buffer.from('nowhere'));

/** distribution-spec v1.1, "Pull". */
export const pull: readonly Behaviour[] = [
  {
    name: 'GET /v2/ answers 200',
    check: async (client) => {
      expect((await client.ask('GET', '/v2/')).status).toBe(200);
    },
  },
  ...[image, docker, index].flatMap((pushed): Behaviour[] => [
    {
      name: `GET by tag gives the bytes and the type of ${pushed.descriptor.mediaType}`,
      check: async (client) => {
        await client.push(pushed, 'v1');
        const asked = await client.ask('GET', 'manifests/v1');
        expect(Buffer.from(asked.body).equals(pushed.bytes)).toBe(true);
        expect(asked.headers.get('content-type')).toBe(pushed.descriptor.mediaType);
        expect(asked.headers.get('docker-content-digest')).toBe(pushed.descriptor.digest);
      },
    },
    {
      name: `HEAD by digest gives size and digest, and no body, of ${pushed.descriptor.mediaType}`,
      check: async (client) => {
        await client.push(pushed);
        const path = `manifests/${pushed.descriptor.digest}`;
        const asked = await client.ask('HEAD', path);
        expect(asked.status).toBe(200);
        expect(asked.body.byteLength).toBe(0);
        expect(asked.headers.get('content-length')).toBe(`${pushed.descriptor.size}`);
        expect(asked.headers.get('docker-content-digest')).toBe(pushed.descriptor.digest);
      },
    },
  ]),
  {
    name: 'a manifest that is not there is MANIFEST_UNKNOWN, by tag and by digest',
    check: async (client) => {
      await client.push(image, 'v1');
      for (const reference of ['v2', nowhere]) {
        const asked = await client.ask('GET', `manifests/${reference}`);
        expect(asked.status).toBe(404);
        expect(codesOf(asked)).toEqual(['MANIFEST_UNKNOWN']);
        expect((await client.ask('HEAD', `manifests/${reference}`)).status).toBe(404);
      }
    },
  },
  {
    name: 'GET and HEAD of a blob give its bytes and its size',
    check: async (client) => {
      await client.push(image);
      const got = await client.ask('GET', `blobs/${digest}`);
      expect(digestOf(got.body)).toBe(digest);
      const head = await client.ask('HEAD', `blobs/${digest}`);
      expect([head.status, head.headers.get('content-length')]).toEqual([200, `${bytes?.byteLength}`]);
    },
  },
  {
    name: 'a blob that is not there is BLOB_UNKNOWN',
    check: async (client) => {
      await client.push(image);
      const asked = await client.ask('GET', `blobs/${nowhere}`);
      expect([asked.status, codesOf(asked)]).toEqual([404, ['BLOB_UNKNOWN']]);
    },
  },
  ...[
    { range: 'bytes=10-19', from: 10, to: 19 },
    { range: 'bytes=10-', from: 10, to: (bytes?.byteLength ?? 0) - 1 },
    { range: 'bytes=-10', from: (bytes?.byteLength ?? 0) - 10, to: (bytes?.byteLength ?? 0) - 1 },
  ].map(({ range, from, to }): Behaviour => ({
    name: `Range: ${range} of a blob gives that part`,
    check: async (client) => {
      await client.push(image);
      const asked = await client.ask('GET', `blobs/${digest}`, { headers: { range } });
      expect(asked.status).toBe(206);
      expect(asked.headers.get('content-range')).toBe(`bytes ${from}-${to}/${bytes?.byteLength}`);
      expect(Buffer.from(asked.body).equals(bytes?.subarray(from, to + 1) ?? Buffer.alloc(0))).toBe(true);
    },
  })),
  {
    name: 'a Range beyond the end of a blob answers 416',
    notInDockerRegistry: '2.8 announces a body with the 416 and closes the connection instead',
    check: async (client) => {
      await client.push(image);
      const headers = { range: `bytes=${bytes?.byteLength}-` };
      expect((await client.ask('GET', `blobs/${digest}`, { headers })).status).toBe(416);
    },
  },
  {
    name: 'a name with upper-case letters is no repository',
    check: async (client) => {
      const asked = await client.ask('GET', '/v2/UPPER/case/manifests/v1');
      expect([400, 404]).toContain(asked.status);
    },
  },
];
