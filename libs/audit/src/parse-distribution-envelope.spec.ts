import { describe, expect, it } from 'vitest';
import { digest } from './fixtures.js';
import { MalformedEventError } from './malformed-event-error.js';
import { parseDistributionEnvelope } from './parse-distribution-envelope.js';

const now = Date.parse('2030-01-01T00:00:00Z');
const image = digest('image');
const manifest = 'application/vnd.oci.image.manifest.v1+json';
const blob = 'application/octet-stream';
const options = {
  now,
  nameOf: (host: string) => ({
    name: host === '10.0.0.1:5000' ? 'registry.example' : host,
    isClaimed: false,
  }),
};

interface Written {
  readonly action?: unknown;
  readonly target?: Readonly<Record<string, unknown>>;
  readonly host?: string;
}

function parsed({ action = 'push', target = {}, host = '10.0.0.1:5000' }: Written): unknown {
  const event = {
    id: 'a-b',
    timestamp: '2029-12-31T23:00:00Z',
    action,
    target: { mediaType: manifest, digest: image, repository: 'prod/hammer', ...target },
    request: { id: 'x', addr: '10.0.0.2', host, method: 'PUT' },
    actor: {},
    source: { addr: 'registry:5000' },
  };
  return parseDistributionEnvelope({ events: [event] }, options)[0];
}

const common = {
  id: 'a-b',
  publishedAt: now,
  repository: 'registry.example/prod/hammer',
};
const url = 'http://10.0.0.1:5000/v2/prod/hammer';

describe('a notification', () => {
  it.each<[string, Written, object]>([
    ['of a tagged manifest', { target: { tag: 'v1' } }, { action: 'insert', digest: image, tag: 'v1' }],
    ['of a manifest', {}, { action: 'insert', digest: image }],
    [
      'of a manifest of an unknown type',
      { target: { mediaType: 'application/x', url: `${url}/manifests/${image}` } },
      { action: 'insert', digest: image },
    ],
    [
      'of something without type and address',
      { target: { mediaType: '' } },
      { action: 'insert', digest: image },
    ],
    [
      'of a deleted digest',
      { action: 'delete', target: { mediaType: '' } },
      { action: 'delete', digest: image },
    ],
    [
      'of a deleted tag',
      { action: 'delete', target: { mediaType: '', digest: '', tag: 'v1' } },
      { action: 'delete', tag: 'v1' },
    ],
    [
      'of a deleted repository',
      { action: 'delete', target: { mediaType: '', digest: '' } },
      { action: 'delete' },
    ],
  ])('%s is a change', (_, written, event) => {
    expect(parsed(written)).toEqual({ kind: 'change', event: { ...common, ...event } });
  });

  it.each<[string, Written]>([
    ['a pull', { action: 'pull' }],
    ['a blob by its type', { target: { mediaType: blob } }],
    ['a blob by its address', { target: { mediaType: manifest, url: `${url}/blobs/${image}` } }],
    ['a mounted blob', { action: 'mount', target: { mediaType: blob, fromRepository: 'prod/other' } }],
  ])('of %s is ignored', (_, written) => {
    expect(parsed(written)).toEqual({ kind: 'ignored', id: 'a-b' });
  });

  it.each<[string, Written]>([
    ['an action that nobody knows', { action: 'burn' }],
    ['no action', { action: 1 }],
    ['no host', { host: '' }],
    ['a repository that leads elsewhere', { target: { repository: '../other' } }],
    ['no repository', { target: { repository: undefined } }],
    ['a digest that is none', { target: { digest: 'sha256:abc' } }],
    ['a tag that is none', { target: { tag: 'a/b' } }],
    ['a tag that is a number', { target: { tag: 1 } }],
    ['a digest that is a number', { target: { digest: 1, tag: 'v1' } }],
    ['neither digest nor tag', { target: { digest: '' } }],
  ])('with %s is malformed', (_, written) => {
    expect(parsed(written)).toMatchObject({
      kind: 'malformed',
      id: 'a-b',
      error: { code: 'MALFORMED_EVENT' },
    });
  });
});

it('the clock of a registry takes no grace from a change: its time is that of the auditor', () => {
  expect(parsed({})).toMatchObject({ event: { publishedAt: now } });
});

it('an envelope has its notifications in their order, the bad ones among them', () => {
  const kinds = parseDistributionEnvelope({ events: [7, { id: 'b', action: 'pull' }] }, options);
  expect(kinds).toMatchObject([
    { kind: 'malformed', id: '' },
    { kind: 'ignored', id: 'b' },
  ]);
});

it.each([undefined, 'x', [], {}, { events: {} }])('%j is no envelope', (body) => {
  expect(() => parseDistributionEnvelope(body, options)).toThrow(MalformedEventError);
});
