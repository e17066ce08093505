import { expectPrintable, fuzz, jsonNear, textsNear } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.js';
import { parseConfiguration } from './parse-configuration.js';

const configuration = {
  rules: { 'moving-tag': 'error', 'repeated-image': 'off' },
  overrides: [{ paths: ['images/k8s-staging-old/**'], rules: { 'moving-tag': 'info' } }],
  productionRegistries: ['eu.gcr.io/prod', 'us.gcr.io/prod'],
  stagingRegistries: ['gcr.io/k8s-staging-*'],
  stagingPrefix: 'k8s-staging-',
  subprojects: { 'k8s-staging-core': { prefixes: ['', 'kubernetes'] } },
  movingTags: ['^stable$', '-rc$'],
  allowedFiles: ['**/LICENSE'],
  maxImageSize: '1.5GiB',
  exceptions: [
    { rule: 'tag-removed', paths: ['images/**'], tags: ['v2'], reason: 'wrong', expires: '2026-12-31' },
  ],
  registries: { 'us-docker.pkg.dev': { rps: '3000/m', concurrency: '12', group: 'mirrors' } },
  quotaGroups: { mirrors: { rps: '80' } },
  attached: {
    keep: 'canonical',
    canonical: 'us-docker.pkg.dev/prod/images',
    subprojects: { tools: { keep: 'all' } },
  },
  trust: {
    root: 'trust/trusted_root.json',
    keys: ['trust/release.pub'],
    identities: ['sigstore::https://accounts.google.com::signer@project.iam.gserviceaccount.com'],
  },
};
const text = JSON.stringify(configuration, undefined, 1);

it('a configuration is read, or its mistakes have a place in it', async () => {
  // JSON is YAML.
  await fuzz(fc.oneof(jsonNear(configuration), textsNear(text)), (written) => {
    const lines = written.split(/\r\n?|\n/).length;
    try {
      expect(parseConfiguration({ shownAs: '.cip.yaml', text: written }).registries).toBeInstanceOf(Map);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      expect(error.mistakes.length).toBeLessThanOrEqual(100);
      for (const { where, message, remedy } of error.mistakes) {
        expect(where.line >= 1 && where.line <= lines && where.column >= 1).toBe(true);
        expectPrintable(`${message}. ${remedy}`);
      }
    }
  });
});

it('the configuration that the others are near to is sound', () => {
  expect(parseConfiguration({ shownAs: '.cip.yaml', text }).trust?.keys).toEqual(['trust/release.pub']);
});
