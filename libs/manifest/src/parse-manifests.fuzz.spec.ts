import { digestOf, isDigest, isRepositoryPath, isTag } from '@cip/oci';
import { expectPrintable, fuzz, jsonNear, textsNear } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePlainManifest } from './parse-plain-manifest.js';
import { parseThinTree } from './parse-thin-tree.js';
import type { ManifestTree } from './promotion-manifest.js';

const digest = digestOf(new TextEncoder().encode('image'));
const registries = [
  { name: 'gcr.io/staging', src: 'true' },
  { name: 'eu.gcr.io/prod', 'service-account': 'robot@prod.iam.gserviceaccount.com' },
];
const images = [{ name: 'team/app', dmap: { [digest]: ['1.10', 'v2'] } }];
const provenance = {
  mode: 'require',
  signers: ['sigstore::https://accounts.google.com::builder@project.iam.gserviceaccount.com'],
  builders: [{ id: 'https://cloud.example/build', level: '3' }],
  sources: ['github.com/org/repo'],
};
const manifest = { registries, images, provenance };
const head = { registries, provenance };

/** JSON is YAML. */
const near = (document: object): fc.Arbitrary<string> =>
  fc.oneof(jsonNear(document), textsNear(JSON.stringify(document, undefined, 1)));

function expectSound({ manifests, problems }: ManifestTree): void {
  for (const { where, message, remedy } of problems) {
    expect(where.line >= 1 && where.column >= 1).toBe(true);
    expectPrintable(`${message}. ${remedy}`);
  }
  for (const image of manifests.flatMap((found) => found.images)) {
    expect(isRepositoryPath(image.name)).toBe(true);
    for (const { digest: of, tags } of image.digests) expect(isDigest(of) && tags.every(isTag)).toBe(true);
  }
}

it('a plain manifest has sound images, or problems with a place', async () => {
  await fuzz(near(manifest), (text) => {
    expectSound(parsePlainManifest({ shownAs: 'manifest.yaml', text }));
  });
});

it('a tree has sound images, or problems with a place', async () => {
  await fuzz(fc.tuple(near(head), near(images)), ([headText, imagesText]) => {
    const files = [
      { path: 'manifests/team/promoter-manifest.yaml', text: headText },
      { path: 'images/team/images.yaml', text: imagesText },
    ];
    expectSound(parseThinTree(files.map((file) => ({ ...file, shownAs: `tree/${file.path}` }))));
  });
});

it('the manifest that the others are near to is sound', () => {
  const { manifests, problems } = parsePlainManifest({ shownAs: 'm.yaml', text: JSON.stringify(manifest) });
  expect([manifests.length, problems]).toEqual([1, []]);
});
