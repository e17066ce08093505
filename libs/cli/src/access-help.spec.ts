import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { accessHelp } from './access-help.js';

const host = 'r.example';

it.each([
  ['anonymous-by-default', 'none', 'UNAUTHORIZED', '--use-credentials'],
  ['anonymous-by-default', 'none', 'DENIED', '--use-credentials'],
  ['anonymous-by-flag', 'none', 'UNAUTHORIZED', 'leave out --anonymous'],
  ['found', 'none', 'UNAUTHORIZED', 'log in to r.example with docker login'],
  ['found', 'sent', 'UNAUTHORIZED', 'still valid, or log in to r.example again'],
  ['found', 'sent', 'DENIED', 'the right to do this on r.example'],
  ['found', 'not-asked-for', 'DENIED', 'the name of the repository'],
] as const)('says to who asked %s, with credentials %s, about %s: %s', (asked, credentials, code, text) => {
  expect(accessHelp(asked).remedy?.({ code, host, credentials })).toContain(text);
});

it.each([
  ['anonymous-by-default', '--use-credentials was not given'],
  ['anonymous-by-flag', '--anonymous was given'],
] as const)('says why a request was %s: %s', (asked, why) => {
  expect(accessHelp(asked).anonymous).toContain(why);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  ['anonymous-by-default', 'add --use-credentials'],
  ['anonymous-by-flag', 'leave out --anonymous'],
] as const)('says where the credentials are that were not sent: %s', async (asked, what) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'access-help-'));
  const auths = { [host]: { auth: Buffer.from('user:password').toString('base64') } };
  await writeFile(path.join(folder, 'config.json'), JSON.stringify({ auths }));
  vi.stubEnv('DOCKER_CONFIG', folder);
  expect(accessHelp(asked).remedy?.({ code: 'UNAUTHORIZED', host, credentials: 'none' })).toBe(
    `${what} to send the credentials for r.example from $DOCKER_CONFIG/config.json (auths)`,
  );
  await rm(folder, { recursive: true });
});
