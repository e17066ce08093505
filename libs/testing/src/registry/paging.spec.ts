import { describe, expect, it } from 'vitest';
import { buildArtifact } from '../images/build-artifact.js';
import { buildImage } from '../images/build-image.js';
import type { RegistryOptions } from './options.js';
import { startRegistry } from './start-registry.js';

const image = buildImage('paging');
const tags = ['a', 'b', 'c', 'd', 'e'];

interface Walk {
  readonly pages: readonly (readonly string[])[];
  readonly links: readonly string[];
}

/** Follows at most ten pages. */
async function walk(options: RegistryOptions, query = ''): Promise<Walk> {
  await using registry = await startRegistry(options);
  registry.seed('some/image', image, tags);
  let url: URL | undefined = new URL(`http://${registry.host}/v2/some/image/tags/list${query}`);
  const pages: string[][] = [];
  const links: string[] = [];
  while (url && pages.length < 10) {
    const answer: Response = await fetch(url);
    pages.push(((await answer.json()) as { tags: string[] }).tags);
    const link: string | undefined = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
    if (link !== undefined) links.push(link.replace(registry.host, 'HOST'));
    url = link === undefined ? undefined : new URL(link, url);
  }
  return { pages, links };
}

const twos = [['a', 'b'], ['c', 'd'], ['e']];

describe('pages of tags', () => {
  it.each<[string, RegistryOptions['paging'], string, readonly string[][]]>([
    ['without a size, all at once', {}, '', [tags]],
    ['with a size of the registry', { pageSize: 2 }, '', twos],
    ['with n', {}, '?n=2', twos],
    ['with n larger than the registry allows', { pageSize: 2 }, '?n=4', twos],
    ['with n=0, which gives none', {}, '?n=0', [[]]],
    ['with n ignored', { ignoreN: true }, '?n=2', [tags]],
    [
      'with n ignored and a size',
      { ignoreN: true, pageSize: 3 },
      '?n=2',
      [
        ['a', 'b', 'c'],
        ['d', 'e'],
      ],
    ],
    ['that end exactly at a page', { pageSize: 5 }, '', [tags]],
    ['with empty ones', { pageSize: 2, emptyPages: true }, '', [[], ['a', 'b'], [], ['c', 'd'], [], ['e']]],
    ['with absolute links', { pageSize: 2, link: 'absolute' }, '', twos],
    ['with links of a query only', { pageSize: 2, link: 'query' }, '', twos],
  ])('%s', async (_, paging = {}, query, expected) => {
    expect((await walk({ paging }, query)).pages).toEqual(expected);
  });

  it.each([
    ['absolute', /^http:\/\/HOST\/v2\/some\/image\/tags\/list\?/],
    ['relative', /^\/v2\/some\/image\/tags\/list\?/],
    ['query', /^\?/],
  ] as const)('have links of the form %s', async (link, form) => {
    for (const found of (await walk({ paging: { pageSize: 2, link } })).links) expect(found).toMatch(form);
  });

  it('repeat for ever in a broken registry', async () => {
    const { pages } = await walk({ paging: { pageSize: 2, repeatPages: true } });
    expect(pages).toEqual(Array.from({ length: 10 }, () => ['a', 'b']));
  });

  it('are refused for an n that is no number', async () => {
    await using registry = await startRegistry();
    registry.seed('some/image', image, tags);
    expect((await fetch(`http://${registry.host}/v2/some/image/tags/list?n=-1`)).status).toBe(400);
  });
});

it('pages of referrers keep the filter', async () => {
  await using registry = await startRegistry({ paging: { pageSize: 1 } });
  const subject = image.descriptor;
  for (const name of ['x', 'y']) registry.seed('a', buildArtifact(name, { subject, artifactType: 'text/x' }));
  registry.seed('a', buildArtifact('z', { subject, artifactType: 'text/z' }));
  const found: unknown[] = [];
  let url: string | undefined = `/v2/a/referrers/${subject.digest}?artifactType=text/x`;
  while (url !== undefined) {
    const answer: Response = await fetch(new URL(url, `http://${registry.host}`));
    found.push(...((await answer.json()) as { manifests: unknown[] }).manifests);
    url = /<([^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  expect(found).toEqual([
    expect.objectContaining({ artifactType: 'text/x' }),
    expect.objectContaining({ artifactType: 'text/x' }),
  ]);
});
