import { expect, it } from 'vitest';
import { digestOf } from '../example-tree.fixture.js';
import type { AddedImage } from '../registry-facts.js';
import {
  factsWith,
  findings,
  fooTree,
  image,
  index,
  newDigest,
  oldDigest,
  source,
} from './online-facts.fixture.js';
import { singlePlatform } from './single-platform.js';

const newest = { digest: oldDigest, tag: 'v0.9.0', facts: index };
const single: AddedImage = { source, digest: newDigest, facts: image, newest };
const beside: AddedImage = { source, digest: digestOf('3c'), facts: index };

it('an image whose newest promoted version is an index', () => {
  expect(findings(singlePlatform, factsWith({ added: [single] }))).toMatchObject([
    {
      severity: 'warning',
      message:
        'sha256:1a0000000000 is an image for linux/amd64, and the promoted "v0.9.0" (sha256:2b0000000000) is an index of several',
      remedy: 'Promote the digest of the index that this image is a part of.',
      where: { line: 3, column: 5 },
      touches: [{ image: 'app', digest: newDigest }],
    },
  ]);
});

it('an image beside an index that the change adds, too', () => {
  const { newest: _, ...alone } = single;
  expect(findings(singlePlatform, factsWith({ added: [beside, alone] }))).toMatchObject([
    {
      message:
        'sha256:1a0000000000 is an image for linux/amd64, and sha256:3c0000000000 is an index of several',
    },
  ]);
});

it.each<{ situation: string; added: AddedImage[] }>([
  { situation: 'an index', added: [{ ...single, facts: index }] },
  { situation: 'an artifact', added: [{ ...single, facts: { ...image, kind: 'artifact' } }] },
  {
    situation: 'an image that could not be read',
    added: [{ ...single, facts: { failure: { code: 'UNAVAILABLE', reason: 'answered 500' } } }],
  },
  {
    situation: 'an image whose versions were images before',
    added: [{ ...single, newest: { ...newest, facts: image } }],
  },
  {
    situation: 'an image whose newest version could not be read',
    added: [
      {
        ...single,
        newest: { ...newest, facts: { failure: { code: 'UNAVAILABLE', reason: 'answered 500' } } },
      },
    ],
  },
  {
    situation: 'a part of an index that is promoted with it',
    added: [single, { ...beside, facts: { ...index, children: [newDigest] } }],
  },
  {
    situation: 'a part of the index that was promoted before',
    added: [{ ...single, newest: { ...newest, facts: { ...index, children: [newDigest] } } }],
  },
  {
    situation: 'an image beside an index of another image',
    added: [
      { source, digest: newDigest, facts: image },
      { ...beside, source: 'gcr.io/staging-foo/other' },
    ],
  },
])('$situation is fine', ({ added }) => {
  expect(findings(singlePlatform, factsWith({ added }))).toEqual([]);
});

it('an attached artifact that looks like an image is fine', () => {
  const attached = fooTree(`"sha256:1a…": ["sha256-${'2'.repeat(64)}.sig"]`);
  expect(findings(singlePlatform, factsWith({ added: [single] }), { tree: attached })).toEqual([]);
});
