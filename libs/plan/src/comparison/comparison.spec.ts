import type { Digest, RepositoryInventory } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { inventory } from '../fixtures.js';
import { backFill } from './back-fill.js';
import { type Difference, findDifferences, questionOf } from './differences.js';

function digest(letter: string): Digest {
  return `sha256:${letter.repeat(64)}`;
}

const [a, b, c, d] = [digest('a'), digest('b'), digest('c'), digest('d')];
const place = { repository: 'app', registry: 'eu/prod' };

interface Written {
  readonly tags?: ReadonlyMap<string, Digest>;
  readonly digests?: ReadonlySet<Digest>;
  /** Reference → why it could not be read. */
  readonly unknown?: ReadonlyMap<string, string>;
}

function found({ tags = new Map(), digests = new Set(), unknown = new Map() }: Written): RepositoryInventory {
  const nothing = { mediaType: '', size: undefined, tags: [], origin: 'listing' } as const;
  return {
    ...inventory('eu/prod/app', {}),
    tags,
    manifests: new Map([...digests].map((one) => [one, { ...nothing, digest: one }])),
    unknown: new Map([...unknown].map(([reference, reason]) => [reference, { code: 'TIMEOUT', reason }])),
  };
}

describe('what a new repository does not have as the old one has it', () => {
  const held = [
    { digest: a, tags: ['v1', 'v1.0'] },
    { digest: b, tags: [] },
  ];

  it.each<[string, Written, Partial<Difference>[]]>([
    [
      'nothing, where it has more',
      {
        tags: new Map([
          ['v1', a],
          ['v1.0', a],
          ['v9', c],
        ]),
        digests: new Set([a, b, c]),
      },
      [],
    ],
    [
      'everything, where it is empty',
      {},
      [
        { kind: 'missing-digest', digest: a },
        { kind: 'missing-tag', digest: a, tag: 'v1' },
        { kind: 'missing-tag', digest: a, tag: 'v1.0' },
        { kind: 'missing-digest', digest: b },
      ],
    ],
    [
      'a tag',
      { tags: new Map([['v1', a]]), digests: new Set([a, b]) },
      [{ kind: 'missing-tag', digest: a, tag: 'v1.0' }],
    ],
    [
      'a tag on something else',
      {
        tags: new Map([
          ['v1', a],
          ['v1.0', c],
        ]),
        digests: new Set([a, b, c]),
      },
      [
        {
          kind: 'tag-differs',
          digest: a,
          tag: 'v1.0',
          reason: `the destination has this tag on ${c}`,
        },
      ],
    ],
    [
      'what could not be read',
      {
        tags: new Map([['v1', a]]),
        digests: new Set([a]),
        unknown: new Map([
          ['v1.0', '503'],
          [b, '500'],
        ]),
      },
      [
        { kind: 'unreachable', digest: a, tag: 'v1.0', reason: '503' },
        { kind: 'unreachable', digest: b, reason: '500' },
      ],
    ],
  ])('%s', (_situation, given, expected) => {
    const differences = findDifferences(held, found(given), place);
    expect(differences.map(({ failure, ...facts }) => facts)).toEqual(
      expected.map((one) => ({ ...place, ...one })),
    );
  });

  it('is found by asking for all of it', () => {
    expect(questionOf(held)).toEqual({ tags: ['v1', 'v1.0'], digests: [a, b], untagged: [b] });
  });
});

describe('the manifests of a back-fill', () => {
  const options = { old: 'gcr.io/old', childrenOf: () => [] };

  function missing(what: string, registry = 'eu/prod', repository = 'app'): Difference {
    const [of = '', tag] = what.split(':');
    const at = { repository, digest: digest(of), registry };
    return tag === undefined ? { kind: 'missing-digest', ...at } : { kind: 'missing-tag', ...at, tag };
  }

  function differs(what: string, registry: string): Difference {
    return { ...missing(what, registry), kind: 'tag-differs', reason: 'elsewhere' };
  }

  it('are none where nothing is missing', () => {
    expect(backFill([], options)).toEqual({ manifests: [], left: [] });
  });

  it('name each digest once, with the tags that are missing anywhere, for all that lack something', () => {
    const differences = [
      missing('a'),
      missing('a:v1'),
      missing('a:v2', 'us/prod'),
      missing('b', 'us/prod', 'x/y'),
    ];
    expect(backFill(differences, options).manifests).toEqual([
      {
        name: 'back-fill',
        source: 'gcr.io/old',
        destinations: ['eu/prod', 'us/prod'],
        images: [
          { name: 'app', digests: [{ digest: a, tags: ['v1', 'v2'] }] },
          { name: 'x/y', digests: [{ digest: b, tags: [] }] },
        ],
      },
    ]);
  });

  it('leave out what an index brings along, and only there', () => {
    const childrenOf = (_repository: string, of: string): Digest[] => (of === a ? [b, c, d] : []);
    const differences = [
      missing('a'),
      missing('b'),
      missing('c', 'us/prod'),
      missing('d'),
      missing('d:amd64'),
    ];
    const { manifests } = backFill(differences, { ...options, childrenOf });
    expect(manifests[0]?.images[0]?.digests).toEqual([
      { digest: a, tags: [] },
      { digest: c, tags: [] },
      { digest: d, tags: ['amd64'] },
    ]);
  });

  it('do not ask for a tag where the registry has it on something else', () => {
    const differences = [missing('a:v1', 'eu/prod'), differs('a:v1', 'us/prod'), missing('b', 'us/prod')];
    const { manifests, left } = backFill(differences, options);
    expect(manifests).toEqual([
      {
        name: 'back-fill',
        source: 'gcr.io/old',
        destinations: ['eu/prod', 'us/prod'],
        images: [{ name: 'app', digests: [{ digest: b, tags: [] }] }],
      },
      {
        name: 'back-fill-2',
        source: 'gcr.io/old',
        destinations: ['eu/prod'],
        images: [{ name: 'app', digests: [{ digest: a, tags: ['v1'] }] }],
      },
    ]);
    expect(left).toEqual([differences[1]]);
  });

  it.each<[string, Difference]>([
    ['what has no name', missing('a', 'eu/prod', '')],
    ['what is incomplete', { ...missing('a'), kind: 'incomplete' }],
    ['what could not be read', { ...missing('a'), digest: '', kind: 'unreachable' }],
  ])('say that %s is left', (_situation, one) => {
    expect(backFill([one], options)).toEqual({ manifests: [], left: [one] });
  });
});
