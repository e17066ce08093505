import { buildImage, type RegistryOptions, startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { createRegistry } from './index.js';

async function catalogOf(options: RegistryOptions, script?: Fault): Promise<readonly string[]> {
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
type Fault = Parameters<Awaited<ReturnType<typeof startRegistry>>['fault']>[0];

const answer = (body: string): Fault => ({
  action: 'respond',
  match,
  respond: () => ({ status: 200, headers: {}, body: Buffer.from(body) }),
});

const match = { kind: 'catalog', times: 99 } as const;

describe('the repositories of a registry', () => {
  it.each<[string, RegistryOptions, readonly string[]]>([
    ['on one page', {}, all],
    ['a page each', { paging: { pageSize: 1 } }, all],
  ])('%s', async (_, options, expected) => {
    expect(await catalogOf(options)).toEqual(expected);
  });

  it('leave out names that are none', async () => {
    expect(await catalogOf({}, answer('{"repositories":["../x","ok",7]}'))).toEqual(['ok']);
  });

  it.each<[string, RegistryOptions, Fault | undefined, string]>([
    ['there is no catalog', { catalog: false }, undefined, 'NOT_FOUND'],
    ['nobody may know', { auth: { kind: 'bearer', user: 'u', password: 'p' } }, undefined, 'UNAUTHORIZED'],
    ['status 401', {}, { action: 'status', status: 401, match }, 'UNAUTHORIZED'],
    ['status 403', {}, { action: 'status', status: 403, match }, 'DENIED'],
    ['status 404', {}, { action: 'status', status: 404, match }, 'NOT_FOUND'],
    ['status 400', {}, { action: 'status', status: 400, match }, 'REFUSED'],
    ['HTML', {}, { action: 'garbage', match }, 'INVALID_ANSWER'],
    ['an empty object', {}, answer('{}'), 'INVALID_ANSWER'],
    ['a list that is null', {}, answer('{"repositories":null}'), 'INVALID_ANSWER'],
    ['status 500', {}, { action: 'status', status: 500, match }, 'UNAVAILABLE'],
  ])('are not known: %s', async (_, options, script, code) => {
    await expect(catalogOf(options, script)).rejects.toMatchObject({ code });
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
