import { buildImage, type RegistryOptions as ServerOptions, startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { type CredentialProvider, createRegistry, type RegistryOptions } from '../index.js';

const user = { user: 'robot', password: 'pass-word' };
const image = buildImage('guarded');

/** The message of a client that may not read, with `HOST` for its registry. */
async function refusal(server: ServerOptions, client: RegistryOptions, status?: 401 | 403): Promise<string> {
  const registry = await startRegistry(server);
  registry.seed('app', image, ['v1']);
  if (status !== undefined) {
    registry.fault({ action: 'status', status, match: { kind: 'manifest', times: Infinity } });
  }
  const asking = createRegistry({ retryDeadline: 0, ...client });
  try {
    const error: unknown = await asking
      .repository(`${registry.host}/app`)
      .resolve('v1')
      .catch((caught: unknown) => caught);
    return String(error)
      .replaceAll(registry.host, 'HOST')
      .replace(/^.*?(?=status)/, '');
  } finally {
    await asking.close();
    await registry.close();
  }
}

function giving(password: string, from?: string): CredentialProvider {
  const credentials = {
    kind: 'basic',
    username: 'robot',
    password,
    ...(from !== undefined && { from }),
  } as const;
  return () => Promise.resolve(credentials);
}

const none: CredentialProvider = () =>
  Promise.resolve({ kind: 'none', why: 'no credentials were found in FILE' });
const file = 'FILE (credHelpers: gcloud)';

describe.each([
  ['basic', { auth: { kind: 'basic', ...user } }],
  ['bearer', { auth: { kind: 'bearer', ...user } }],
] as const)('a 401 to %s credentials', (_, server) => {
  it.each<[string, RegistryOptions, string]>([
    ['there are none', {}, 'no credentials were given; give credentials for HOST'],
    [
      'none were found',
      { credentials: none },
      'no credentials were found in FILE; give credentials for HOST',
    ],
    [
      'they are not valid',
      { credentials: giving('wrong', file) },
      `the credentials were from ${file}; check that the credentials for HOST are still valid`,
    ],
    [
      'a provider does not say where they are from',
      { credentials: giving('wrong') },
      'it had credentials; check that the credentials for HOST are still valid',
    ],
    [
      'a provider says nothing',
      { credentials: () => Promise.resolve(undefined) },
      'no credentials were found; give',
    ],
  ])('says what to do when %s', async (_situation, client, said) => {
    expect(await refusal(server, client)).toContain(said);
  });

  it('says it as the program does', async () => {
    const accessHelp = {
      anonymous: 'it was anonymous, as --flag was not given',
      remedy: ({ code, host, credentials }: { code: string; host: string; credentials: string }) =>
        `${code} ${host} ${credentials}`,
    };
    expect(await refusal(server, { accessHelp })).toMatch(
      /; it was anonymous, as --flag was not given; UNAUTHORIZED HOST none$/,
    );
    expect(await refusal(server, { accessHelp, credentials: giving('wrong', file) })).toMatch(
      /; the credentials were from FILE \(credHelpers: gcloud\); UNAUTHORIZED HOST sent$/,
    );
  });
});

describe('a refusal by a registry that asks for nothing', () => {
  it.each([401, 403] as const)('of status %i says that nothing was sent', async (status) => {
    expect(await refusal({}, { credentials: giving('pass-word', file) }, status)).toContain(
      'no credentials were sent, as the registry did not ask for any; check the name of the repository',
    );
    expect(await refusal({}, {}, status)).toContain('no credentials were given; give credentials for HOST');
  });
});

it('a 403 after credentials says that they lack the right', async () => {
  const registry = await startRegistry({ auth: { kind: 'basic', ...user } });
  registry.seed('app', image, ['v1']);
  const asking = createRegistry({ credentials: giving('pass-word', file) });
  await asking.repository(`${registry.host}/app`).resolve('v1');
  registry.fault({ action: 'status', status: 403, match: { kind: 'manifest' } });
  await expect(asking.repository(`${registry.host}/app`).resolve('v1')).rejects.toThrow(
    `status 403; the credentials were from ${file}; the credentials for ${registry.host} lack the right to do this`,
  );
  await asking.close();
  await registry.close();
});
