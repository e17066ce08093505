import { parseJsonObject } from '@cip/oci';
import { fuzz, jsonNear } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findEntry } from './docker-config-file.js';

const config = {
  auths: {
    'registry.example': { auth: Buffer.from('user:pass').toString('base64') },
    'https://index.docker.io/v1/': { username: 'user', password: 'pass' },
    'gcr.io': { identitytoken: 'it' },
    'quay.io': { registrytoken: 'rt' },
  },
  credHelpers: { 'eu.gcr.io': 'gcloud' },
  credsStore: 'store',
};
const hosts = fc.constantFrom(
  'registry.example',
  'docker.io',
  'gcr.io',
  'quay.io',
  'eu.gcr.io',
  'constructor',
  '__proto__',
);

it('a Docker config has texts for a host, or nothing', async () => {
  await fuzz(fc.tuple(jsonNear(config), hosts), ([text, host]) => {
    const entry = findEntry(parseJsonObject(text) ?? {}, host);
    if (!entry) return;
    const { kind, ...texts } = entry.kind === 'credentials' ? entry.credentials : entry;
    expect(kind).not.toBe('');
    for (const value of Object.values(texts)) expect(value).toBeTypeOf('string');
  });
});
