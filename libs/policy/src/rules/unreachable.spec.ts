import { expect, it } from 'vitest';
import type { Unread } from '../registry-facts.js';
import { factsWith, findings, newDigest, source } from './online-facts.fixture.js';
import { unreachable } from './unreachable.js';

const denied = (repository: string, reference = 'tags/list'): Unread => ({
  repository,
  failure: {
    code: 'DENIED',
    status: 403,
    reason: 'status 403',
    remedy: 'give credentials',
    request: { method: 'GET', url: `https://${repository.replace('/', '/v2/')}/${reference}` },
  },
});
const lost = (repository: string): Unread => {
  const host = repository.slice(0, repository.indexOf('/'));
  const url = `https://${host}/v2/prod/app/manifests/${newDigest}`;
  return {
    repository,
    failure: {
      code: 'UNKNOWN_HOST',
      host,
      reason: `no answer: ENOTFOUND ${host}`,
      remedy: `check that ${host} is up and can be reached`,
      request: { method: 'HEAD', url },
    },
  };
};
const found = (...unread: Unread[]) => findings(unreachable, factsWith({ unread }));

it('a registry that refuses is named with its reason, at the image and at the registry', () => {
  expect(found(denied(source))).toMatchObject([
    {
      severity: 'warning',
      message: `gcr.io/staging-foo/app could not be read, so nothing is known about what is there: status 403; give credentials`,
      where: { file: 'images/foo/images.yaml', line: 3, column: 5 },
      related: [{ where: { file: 'manifests/foo/promoter-manifest.yaml', line: 2 } }],
      touches: [{ subproject: 'foo', image: 'app', digest: newDigest }],
      failure: { code: 'DENIED', status: 403 },
    },
  ]);
});

it.each<{ situation: string; unread: Unread[]; messages: string[] }>([
  { situation: 'nothing', unread: [], messages: [] },
  {
    situation: 'one host that refuses many repositories in the same way is one finding',
    unread: [
      denied('eu.example/prod/app'),
      denied('eu.example/prod/b'),
      denied('eu.example/prod/c', 'manifests/v1'),
    ],
    messages: ['eu.example/prod/app and 2 other repositories could not be read'],
  },
  {
    situation: 'many failures of one repository are one finding',
    unread: [denied(source), denied(source, 'manifests/v1')],
    messages: ['gcr.io/staging-foo/app could not be read'],
  },
  {
    situation: 'many hosts that fail in the same way are one finding with the first of them',
    unread: ['as', 'au', 'eu', 'sa', 'us'].map((region) => lost(`${region}.example/prod/app`)),
    messages: ['5 repositories on 5 hosts (as.example, au.example, eu.example and 2 more) could not be read'],
  },
  {
    situation: 'hosts with addresses of their own that refuse connections are one finding',
    unread: ['127.0.0.1:4001', '127.0.0.1:4002', 'eu.example'].map((host, i) => ({
      repository: `${host}/prod/app`,
      failure: { code: 'CONNECTION', host, reason: `connect ECONNREFUSED 10.0.0.${i}:443` },
    })),
    messages: ['3 repositories on 3 hosts (127.0.0.1:4001, 127.0.0.1:4002, eu.example) could not be read'],
  },
  {
    situation: 'two hosts that fail in different ways are two findings',
    unread: [denied('eu.example/prod/app'), lost('us.example/prod/app')],
    messages: ['eu.example/prod/app could not be read', 'us.example/prod/app could not be read'],
  },
  {
    situation: 'two reasons are two findings',
    unread: [denied(source), { repository: source, failure: { code: 'TIMEOUT', reason: 'timed out' } }],
    messages: ['gcr.io/staging-foo/app could not be read', 'gcr.io/staging-foo/app could not be read'],
  },
])('$situation', ({ unread, messages }) => {
  const said = found(...unread).map(({ message }) => message.slice(0, message.indexOf(', so nothing')));
  expect(said).toEqual(messages);
});

it('many hosts touch all that is added, and the digest is not told twice', () => {
  const [finding] = found(lost('eu.example/prod/app'), lost('us.example/prod/app'));
  expect(finding?.touches).toHaveLength(1);
  expect(finding?.message).not.toContain(newDigest);
  expect(finding?.message).toMatch(/what is there: no answer: ENOTFOUND eu\.example; check that/);
});

it('a registry of which nothing is added stands at its entry', () => {
  const facts = factsWith({ added: [], unread: [denied('us.example/prod/app')] });
  expect(findings(unreachable, facts)).toMatchObject([
    { where: { file: 'manifests/foo/promoter-manifest.yaml', line: 5 } },
  ]);
});
