import { expect, it } from 'vitest';
import type { Unread } from '../registry-facts.js';
import { factsWith, findings, newDigest, source } from './online-facts.fixture.js';
import { unreachable } from './unreachable.js';

const denied = (repository: string, reference = 'tags/list'): Unread => ({
  repository,
  reason: `GET https://${repository.replace('/', '/v2/')}/${reference}: answered 403; give credentials`,
});
const found = (...unread: Unread[]) => findings(unreachable, factsWith({ unread }));

it('a registry that refuses is named with its reason, at the image and at the registry', () => {
  expect(found(denied(source))).toMatchObject([
    {
      severity: 'warning',
      message: `gcr.io/staging-foo/app could not be read, so nothing is known about what is there: ${denied(source).reason}`,
      where: { file: 'images/foo/images.yaml', line: 3, column: 5 },
      related: [{ where: { file: 'manifests/foo/promoter-manifest.yaml', line: 2 } }],
      touches: [{ subproject: 'foo', image: 'app', digest: newDigest }],
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
    situation: 'two hosts are two findings',
    unread: [denied('eu.example/prod/app'), denied('us.example/prod/app')],
    messages: ['eu.example/prod/app could not be read', 'us.example/prod/app could not be read'],
  },
  {
    situation: 'two reasons are two findings',
    unread: [denied(source), { repository: source, reason: 'timed out' }],
    messages: ['gcr.io/staging-foo/app could not be read', 'gcr.io/staging-foo/app could not be read'],
  },
])('$situation', ({ unread, messages }) => {
  const said = found(...unread).map(({ message }) => message.slice(0, message.indexOf(',')));
  expect(said).toEqual(messages);
});

it('a registry of which nothing is added stands at its entry', () => {
  const facts = factsWith({ added: [], unread: [denied('us.example/prod/app')] });
  expect(findings(unreachable, facts)).toMatchObject([
    { where: { file: 'manifests/foo/promoter-manifest.yaml', line: 5 } },
  ]);
});
