import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlineRow, provenRow, reviewRow } from '../testing/review.js';
import { digest } from '../testing/samples.js';
import { renderReview } from './render-review.js';
import { renderReviewMarkdown } from './render-review-markdown.js';

const { tag: _, ...untagged } = reviewRow({ image: 'etcd', digest: digest('b'), destinations: 1 });
const offline = [reviewRow(), reviewRow({ tag: '3.10-linux-amd64' }), untagged];
const online = [
  onlineRow(),
  onlineRow({
    tag: '3.11',
    platforms: ['linux/amd64', 'linux/arm64', 'linux/ppc64le', 'linux/s390x', 'windows/amd64'],
  }),
  reviewRow({ image: 'etcd', unreachable: 'GET https://gcr.io/v2/: 503' }),
];

describe('for a terminal', () => {
  it('tells what the manifests say', () => {
    expect(renderReview(offline)).toMatchInlineSnapshot(`
      "The change promotes 3 tags and digests:
        image  tag               digest               from                            destinations
        pause  3.10              sha256:aaaaaaaaaaaa  gcr.io/k8s-staging-pause/pause  22 registries
        pause  3.10-linux-amd64  sha256:aaaaaaaaaaaa  gcr.io/k8s-staging-pause/pause  22 registries
        etcd   (no tag)          sha256:bbbbbbbbbbbb  gcr.io/k8s-staging-pause/pause  1 registry
      "
    `);
  });

  it('tells what registries say besides', () => {
    expect(renderReview(online)).toMatchInlineSnapshot(`
      "The change promotes 3 tags and digests:
        image  tag   digest               from                            destinations   platforms                               size  created     revision      layers
        pause  3.10  sha256:aaaaaaaaaaaa  gcr.io/k8s-staging-pause/pause  22 registries  linux/amd64, linux/arm64           302.7 KiB  2023-09-01  0123456789ab  3 of 12 new since 3.9
        pause  3.11  sha256:aaaaaaaaaaaa  gcr.io/k8s-staging-pause/pause  22 registries  linux/amd64, linux/arm64, +3 more  302.7 KiB  2023-09-01  0123456789ab  3 of 12 new since 3.9
        etcd   3.10  sha256:aaaaaaaaaaaa  gcr.io/k8s-staging-pause/pause  22 registries                                                                          not read: GET https://gcr.io/v2/: 503
      "
    `);
  });

  it.each([
    ['no version to compare with', { newLayers: undefined, comparedWith: undefined }, '12'],
    ['no new layer', { newLayers: 0 }, '0 of 12 new since 3.9'],
    ['nothing read', { unreachable: '503\n' }, 'not read: 503\\u000a'],
  ])('tells of layers: %s', (_situation, changes, cell) => {
    const row = Object.fromEntries(
      Object.entries({ ...onlineRow(), ...changes }).filter(([, fact]) => fact !== undefined),
    );
    const text = renderReview([row as unknown as ReturnType<typeof onlineRow>]);
    expect(text.endsWith(`  ${cell}\n`)).toBe(true);
  });

  it('says who signed and built it, and at which level', () => {
    const { platforms: _p, size: _s, created: _c, revision: _r, ...row } = provenRow();
    const { newLayers: _n, layers: _l, comparedWith: _w, ...proven } = row;
    const { signedBy, builtBy: _b, level: _v, ...unproven } = proven;
    const rows = [
      proven,
      { ...proven, tag: '3.11', signedBy: [...(signedBy ?? []), 'the key cosign.pub'], level: 1 as const },
      { ...unproven, tag: '3.12', provenance: 'violated' as const },
      { ...unproven, tag: '3.13', provenance: 'unread' as const },
    ];
    expect(renderReview(rows, { width: 240 })).toMatchInlineSnapshot(`
      "The change promotes 4 tags and digests:
        image  tag   digest               from                            destinations   signed by                                                                       built by                                              level
        pause  3.10  sha256:aaaaaaaaaaaa  gcr.io/k8s-staging-pause/pause  22 registries  builder@project.iam.gserviceaccount.com (https://accounts.google.com)           https://cloudbuild.googleapis.com/GoogleHostedWorker  3
        pause  3.11  sha256:aaaaaaaaaaaa  gcr.io/k8s-staging-pause/pause  22 registries  builder@project.iam.gserviceaccount.com (https://accounts.google.com), +1 more  https://cloudbuild.googleapis.com/GoogleHostedWorker  1
        pause  3.12  sha256:aaaaaaaaaaaa  gcr.io/k8s-staging-pause/pause  22 registries                                                                                                                                        not proven
        pause  3.13  sha256:aaaaaaaaaaaa  gcr.io/k8s-staging-pause/pause  22 registries                                                                                                                                        not read
      "
    `);
  });

  it('cuts names to the width of the terminal at their start', () => {
    const [, , row] = renderReview([reviewRow()], { width: 60 }).split('\n');
    expect(row).toContain('  …staging-pause/pause  ');
  });

  it('says how much is refused, by what, and shows it first', () => {
    const moved = reviewRow({ tag: '3.9', refused: ['tag-moved', 'tag-taken'], movedFrom: digest('b') });
    expect(renderReview([reviewRow(), moved])).toMatchInlineSnapshot(`
      "The change promotes 1 tag or digest; 1 tag or digest is refused:
        image  tag   refused by            digest               before               from                            destinations
        pause  3.9   tag-moved, tag-taken  sha256:aaaaaaaaaaaa  sha256:bbbbbbbbbbbb  gcr.io/k8s-staging-pause/pause  22 registries
        pause  3.10                        sha256:aaaaaaaaaaaa                       gcr.io/k8s-staging-pause/pause  22 registries
      "
    `);
  });

  it('never says that it promotes what is refused', () => {
    const refused = { refused: ['tag-conflict'] as const };
    expect(renderReview([reviewRow(refused), reviewRow(refused)])).toMatch(
      /^The change promotes nothing: 2 tags and digests are refused:\n/,
    );
  });

  const prod = 'us.gcr.io/prod';
  const region = (name: string): string => `${name}-docker.pkg.dev/prod/images`;
  const regions = ['asia', 'europe', 'us'].map(region);
  const more = ['x', 'y', 'z'].map(region);

  it.each<[string, readonly (readonly string[])[], string]>([
    ['one registry', [[prod], [prod]], `2 tags and digests, all to ${prod}:`],
    ['one tag', [[prod]], `1 tag or digest, to ${prod}:`],
    [
      'a new region of several subprojects',
      [[`${region('africa')}/etcd`], [`${region('africa')}/pause`]],
      `2 tags and digests, all to ${region('africa')}:`,
    ],
    ['most', [[prod], [prod], ['eu.gcr.io/prod']], `3 tags and digests, 2 of them to ${prod}:`],
    ['a few', [regions, regions], `2 tags and digests, all to ${regions.join(', ')}:`],
    [
      'many',
      [
        [...regions, ...more],
        [...regions, ...more],
      ],
      `2 tags and digests, all to 6 registries (${regions.join(', ')}, +3 more):`,
    ],
    ['none in common', [['a'], ['b']], '2 tags and digests:'],
    ['unknown ones', [[], []], '2 tags and digests:'],
  ])('says where it goes: %s', (_situation, registries, title) => {
    const rows = registries.map((names) => reviewRow({ registries: names, destinations: names.length }));
    expect(renderReview(rows).split('\n', 1)).toEqual([`The change promotes ${title}`]);
  });

  it('names the one registry of a row', () => {
    const text = renderReview([
      reviewRow({ destinations: 1, registries: [`${region('africa')}/pause`] }),
      reviewRow(),
    ]);
    expect(text).toContain(`  ${region('africa')}/pause\n`);
    expect(text).toContain('  22 registries\n');
  });

  it('says so when there is nothing to review', () => {
    expect(renderReview([])).toBe('The change promotes nothing.\n');
  });

  it('is cut when long', () => {
    const text = renderReview(Array.from({ length: 120 }, (_one, i) => reviewRow({ tag: `v${i}` })));
    expect(text.match(/^ {2}pause /gm)).toHaveLength(50);
    expect(text).toContain('  … and 70 more (use --format json for all)\n');
  });
});

describe('for the summary of a step', () => {
  it('is a Markdown table', () => {
    expect(renderReviewMarkdown(online)).toMatchInlineSnapshot(`
      "### The change promotes 3 tags and digests

      | image | tag | digest | from | destinations | platforms | size | created | revision | layers |
      | --- | --- | --- | --- | --- | --- | ---: | --- | --- | --- |
      | \`pause\` | \`3.10\` | \`sha256:aaaaaaaaaaaa\` | \`gcr.io/k8s-staging-pause/pause\` | \`22 registries\` | \`linux/amd64, linux/arm64\` | \`302.7 KiB\` | \`2023-09-01\` | \`0123456789ab\` | \`3 of 12 new since 3.9\` |
      | \`pause\` | \`3.11\` | \`sha256:aaaaaaaaaaaa\` | \`gcr.io/k8s-staging-pause/pause\` | \`22 registries\` | \`linux/amd64, linux/arm64, +3 more\` | \`302.7 KiB\` | \`2023-09-01\` | \`0123456789ab\` | \`3 of 12 new since 3.9\` |
      | \`etcd\` | \`3.10\` | \`sha256:aaaaaaaaaaaa\` | \`gcr.io/k8s-staging-pause/pause\` | \`22 registries\` |  |  |  |  | \`not read: GET https://gcr.io/v2/: 503\` |
      "
    `);
  });

  it('says so when there is nothing to review', () => {
    expect(renderReviewMarkdown([])).toBe('The change promotes nothing.\n');
  });

  it('is cut when long', () => {
    const text = renderReviewMarkdown(
      Array.from({ length: 20_000 }, (_one, i) => reviewRow({ tag: `v${i}` })),
    );
    expect(text.match(/^\| `pause` /gm)).toHaveLength(200);
    expect(text).toMatch(/\n\n… and 19,800 more \(use --format json for all\)\n$/);
  });

  it.each([
    ['a cell that would end', 'a|b', '| <code>a&#124;b</code> |'],
    ['code that would end', 'a`b', '| <code>a&#96;b</code> |'],
    ['HTML', '<img src=x>', '| <code>&#60;img src&#61;x&#62;</code> |'],
    ['a mention', '@all', '| `@all` |'],
    ['a line end', 'a\nb', '| <code>a&#92;u000ab</code> |'],
  ])('shows %s as text', (_situation, image, cell) => {
    expect(renderReviewMarkdown([reviewRow({ image })])).toContain(cell);
  });

  it('keeps its rows and cells whatever a registry answers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
        const strange = { image: text, from: other, revision: text, created: other, comparedWith: text };
        const [, , head = '', , row = '', ...rest] = renderReviewMarkdown([
          onlineRow({ ...strange, platforms: [text, other] }),
        ]).split('\n');
        expect(rest).toEqual(['']);
        expect(row.split('|')).toHaveLength(head.split('|').length);
        expect(row.replaceAll(/`[^`]*`|<code>[^<>`]*<\/code>/g, '')).toMatch(/^[ |]+$/);
      }),
    );
  });
});
