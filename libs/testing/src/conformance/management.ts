import { digestOf } from '@cip/oci';
import { expect } from 'vitest';
import { buildImage } from '../images/build-image.js';
import { type Behaviour, json } from './client.js';

const image = buildImage('management');
const { digest } = image.descriptor;
const [blob = ''] = image.blobs.keys();
const nowhere = digestOf(Buffer.from('nowhere'));

/** distribution-spec v1.1, "Content Management". */
export const management: readonly Behaviour[] = [
  {
    name: 'DELETE of a manifest by digest removes it and its tags',
    check: async (client) => {
      await client.push(image, 'v1', 'v2');
      expect((await client.ask('DELETE', `manifests/${digest}`)).status).toBe(202);
      for (const reference of [digest, 'v1', 'v2']) {
        expect((await client.ask('HEAD', `manifests/${reference}`)).status).toBe(404);
      }
    },
  },
  {
    name: 'DELETE of a tag leaves the manifest and the other tags',
    notInDockerRegistry: '2.8 deletes by digest only',
    check: async (client) => {
      await client.push(image, 'v1', 'v2');
      expect((await client.ask('DELETE', 'manifests/v1')).status).toBe(202);
      expect(json(await client.ask('GET', 'tags/list'))).toMatchObject({ tags: ['v2'] });
      expect((await client.ask('HEAD', `manifests/${digest}`)).status).toBe(200);
    },
  },
  {
    name: 'DELETE of a manifest that is not there answers 404',
    check: async (client) => {
      await client.push(image, 'v1');
      expect((await client.ask('DELETE', `manifests/${nowhere}`)).status).toBe(404);
    },
  },
  {
    name: 'DELETE of a blob removes it from its repository only',
    check: async (client) => {
      await client.push(image);
      await client.other('copy').push(image);
      expect((await client.ask('DELETE', `blobs/${blob}`)).status).toBe(202);
      expect((await client.ask('HEAD', `blobs/${blob}`)).status).toBe(404);
      expect((await client.other('copy').ask('HEAD', `blobs/${blob}`)).status).toBe(200);
    },
  },
  {
    name: 'DELETE of a blob that is not there answers 404',
    check: async (client) => {
      await client.push(image);
      expect((await client.ask('DELETE', `blobs/${nowhere}`)).status).toBe(404);
    },
  },
];
