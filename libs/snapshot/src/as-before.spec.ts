import { type Digest, digestOf, type Source } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { isAsBefore, namedState } from './as-before.js';
import type { Base } from './base.js';
import type { RecordedRepository } from './record.js';

const digestFor = (text: string): Digest => digestOf(Buffer.from(text));
const [a, b, c, child] = ['a', 'b', 'c', 'child'].map(digestFor) as [Digest, Digest, Digest, Digest];

const promised = new Map([
  [a, ['v1', 'v1.0']],
  [b, []],
]);
const held = [
  { digest: a, tags: ['v1', 'v1.0'] },
  { digest: b, tags: [] },
  { digest: c, tags: ['latest'] },
  { digest: child, tags: [] },
];

interface Situation {
  readonly tags?: readonly string[];
  /** What `latest` is on. */
  readonly latest?: Digest | 'unreachable';
  readonly promises?: ReadonlyMap<Digest, readonly string[]>;
  readonly before?: typeof held;
  readonly toRead?: readonly string[];
  readonly listsDigests?: boolean;
}

async function ask(situation: Situation) {
  const { tags = ['v1', 'v1.0', 'latest'], latest = c, promises = promised, before = held } = situation;
  const { toRead = [], listsDigests = false } = situation;
  const asked: string[] = [];
  const source = {
    resolve: (tag: string) => {
      asked.push(tag);
      if (latest === 'unreachable') return Promise.reject(new Error('no answer'));
      return Promise.resolve({ digest: latest, mediaType: '', size: 1 });
    },
  } as unknown as Source;
  const entry: RecordedRepository = { name: 'app', state: c, images: 4, named: namedState(before, promised) };
  const known = await isAsBefore(
    'app',
    {
      exists: true,
      readAt: 0,
      tags: new Map(tags.map((tag) => [tag, undefined])),
      manifests: listsDigests ? new Map([[a, '']]) : undefined,
    },
    {
      base: { repositories: new Map([['app', entry]]) } as unknown as Base,
      promised: () => promises,
      production: () => source,
      toRead: new Set(toRead),
    },
    {},
  );
  return { known, asked };
}

describe('a repository that lists tags alone', () => {
  it('is as before where its tags are, and only tags that nobody promises are asked for', async () => {
    expect(await ask({})).toEqual({ known: new Set([a, b, c]), asked: ['latest'] });
  });

  it.each<[string, Situation]>([
    ['a tag was added', { tags: ['v1', 'v1.0', 'latest', 'new'] }],
    ['a promised tag is gone', { tags: ['v1', 'latest'] }],
    ['a tag that is not promised was moved', { latest: b }],
    ['a tag cannot be asked for', { latest: 'unreachable' }],
    ['more is promised by now', { promises: new Map([...promised, [digestFor('new'), []]]) }],
    [
      'a promised tag was on something else',
      {
        promises: new Map([
          [a, ['v1']],
          [b, ['v1.0']],
        ]),
      },
    ],
    ['the backup lacks what is promised', { before: held.filter(({ digest }) => digest !== b) }],
    ['it is read in this hour anyhow', { toRead: ['app'] }],
    ['the registry lists digests, too', { listsDigests: true }],
  ])('is read where %s', async (_situation, situation) => {
    expect((await ask(situation)).known).toBeUndefined();
  });

  it('is asked for a tag that is promised on two digests', async () => {
    const promises = new Map([
      [a, ['v1', 'v1.0']],
      [b, ['v1']],
    ]);
    expect((await ask({ promises })).asked).toEqual(['v1', 'latest']);
  });
});
