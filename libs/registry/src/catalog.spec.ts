import { buildImage, type RegistryOptions, startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { createRegistry } from './index.js';

async function catalogOf(
  options: RegistryOptions,
  script?: Parameters<Awaited<ReturnType<typeof startRegistry>>['fault']>[0],
): Promise<readonly string[] | undefined> {
  await using server = await startRegistry(options);
  for (const name of ['team/app', 'team/tool', 'other']) server.seed(name, buildImage('one'));
  if (script) server.fault(script);
  const client = createRegistry({ retryDeadline: 0 });
  try {
    return await client.catalog(server.host);
  } finally {
    await client.close();
  }
}

const all = ['other', 'team/app', 'team/tool'];
const match = { kind: 'catalog', times: 99 } as const;

describe('the repositories of a registry', () => {
  it.each<[string, RegistryOptions, readonly string[] | undefined]>([
    ['on one page', {}, all],
    ['a page each', { paging: { pageSize: 1 } }, all],
    ['are not told without a catalog', { catalog: false }, undefined],
    ['are not told to nobody', { auth: { kind: 'bearer', user: 'u', password: 'p' } }, undefined],
  ])('%s', async (_, options, expected) => {
    expect(await catalogOf(options)).toEqual(expected);
  });

  it.each([
    ['a page that is no list', { action: 'garbage', match }, undefined],
    [
      'names that are none',
      {
        action: 'respond',
        match,
        respond: () => ({
          status: 200,
          headers: {},
          body: Buffer.from('{"repositories":["../x","ok",7]}'),
        }),
      },
      ['ok'],
    ],
  ] as const)('%s', async (_, script, expected) => {
    expect(await catalogOf({}, script as Parameters<typeof catalogOf>[1])).toEqual(expected);
  });

  it('are unknown when there is no answer', async () => {
    await expect(catalogOf({}, { action: 'status', status: 500, match })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});

describe('what lies below a path', () => {
  it.each([
    [true, ['app', 'tool']],
    [false, undefined],
  ])('with the Google extension %s', async (google, expected) => {
    await using server = await startRegistry({ google });
    for (const name of ['team/app', 'team/tool/x']) server.seed(name, buildImage('one'));
    const client = createRegistry();
    const { children } = await client.repository(`${server.host}/team`).list();
    await client.close();
    expect(children).toEqual(expected);
  });
});
