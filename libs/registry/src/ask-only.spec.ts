import { startRegistry } from '@cip/testing';
import { expect, it } from 'vitest';
import { askOnly, createRegistry, HostNotAskedError, type ReadOnlyRegistry } from './index.js';

function only(client: ReadOnlyRegistry, ...registries: string[]): ReadOnlyRegistry {
  return askOnly(client, { registries, whyNot: (host) => `nobody knows ${host}` });
}

it.each([
  ['with a path', 'gcr.io/prod', 'gcr.io/staging/app'],
  ['in other letters', 'GCR.io', 'gcr.IO/app'],
  ['with the usual port', 'gcr.io:443', 'gcr.io/app'],
  ['with a port', 'gcr.io:5000/prod', 'gcr.io:5000/app'],
  ['as an address', '127.0.0.1:5000', '127.0.0.1:5000/app'],
  ['as the same address in another spelling', '127.0.0.1', '2130706433/app'],
])('a host that is named %s is asked', async (_, named, repository) => {
  await using client = closing(createRegistry());
  expect(() => only(client, named).repository(repository)).not.toThrow();
});

it.each([
  ['another host', 'gcr.io', 'gcr.example/app'],
  ['a host below', 'gcr.io', 'eu.gcr.io/app'],
  ['a host that begins alike', 'gcr.io', 'gcr.io.example/app'],
  ['another port', 'gcr.io', 'gcr.io:8443/app'],
  ['another port of an address', '127.0.0.1:5000', '127.0.0.1:5001/app'],
  ['another spelling of another address', '10.0.0.1', '0x7f.1/app'],
  ['no host that there can be', 'gcr.io', '1.2.3.4.5/app'],
])('%s is not', async (_, named, repository) => {
  await using client = closing(createRegistry());
  const host = repository.slice(0, repository.indexOf('/'));
  const refusal = new HostNotAskedError(host, `nobody knows ${host}`);
  expect(() => only(client, named).repository(repository)).toThrow(refusal);
  expect(() => only(client, named).repository({ registry: host, repository: 'app' })).toThrow(refusal);
  await expect(only(client, named).catalog(host)).rejects.toThrow(refusal);
});

it('nothing is sent to a host that is not asked', async () => {
  await using server = await startRegistry();
  await using client = closing(createRegistry());
  const limited = only(client, 'gcr.io');
  expect(() => limited.repository(`${server.host}/app`)).toThrow(`not asked: nobody knows ${server.host}`);
  expect(await only(client, server.host).repository(`${server.host}/app`).resolve('v1')).toBeUndefined();
  expect(server.requests).toHaveLength(1);
});

function closing(client: ReadOnlyRegistry): ReadOnlyRegistry & AsyncDisposable {
  return { ...client, [Symbol.asyncDispose]: () => client.close() };
}
