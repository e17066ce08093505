import { readFileSync } from 'node:fs';
import { type ImageStatus, imageStates } from '@cip/plan';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { digest, regions, unavailable, where } from '../testing/samples.js';
import type { CarriedPlace } from './carried.js';
import { renderStatusJson } from './render-status-json.js';
import { renderStatusText } from './render-status-text.js';
import { statusExitCode, statusReport, type StatusReport } from './status-report.js';

const places = regions(4).map((registry) => `${registry}/web`);
const [first = '', second = '', third = '', fourth = ''] = places;
const promise = {
  image: 'web',
  subproject: 'shop',
  source: 'gcr.io/staging/web',
  digest: digest('a'),
  tag: 'v1',
  inSource: 'present',
  where,
} as const;

function status(changes: Partial<ImageStatus> & Pick<ImageStatus, 'state'>): ImageStatus {
  return { ...promise, destination: first, presence: 'present', ...changes };
}

const inPlace = places.map((destination) => status({ state: 'in-place', destination, holder: digest('a') }));
const { tag: _tag, digest: _digest, presence: _presence, ...conflicting } = status({ state: 'conflict' });
const one: Readonly<Record<ImageStatus['state'], ImageStatus>> = {
  'in-place': status({ state: 'in-place', holder: digest('a') }),
  'not-promoted': status({ state: 'not-promoted', presence: 'absent' }),
  'tag-moved': status({ state: 'tag-moved', presence: 'absent', holder: digest('b') }),
  'missing-source': status({ state: 'missing-source', presence: 'absent', inSource: 'absent' }),
  conflict: { ...conflicting, tag: 'v1', reason: 'tag-conflict: the manifests give this tag to a and to b' },
  'invalid-manifest': {
    state: 'invalid-manifest',
    image: 'web',
    digest: 'sha256:1',
    reason: 'digest-format: no',
    where,
  },
  unpromised: {
    state: 'unpromised',
    image: 'us.example/web',
    destination: 'us.example/web',
    presence: 'present',
  },
  unknown: status({ state: 'unknown', presence: 'unknown', reason: 'GET https://us/v2/: 503' }),
};
const mixed = [
  ...inPlace.slice(0, 2),
  ...[third, fourth].map((destination) => ({ ...one['not-promoted'], destination })),
  status({ state: 'not-promoted', destination: third, tag: '1.0' }),
  status({
    state: 'not-promoted',
    destination: second,
    tag: 'x',
    presence: 'absent',
    inSource: 'unknown',
    reason: '503',
  }),
  { ...one['tag-moved'], tag: 'v2' },
  ...[first, second].map((destination) => ({ ...one.unknown, tag: 'v3', destination })),
  one.conflict,
  one['invalid-manifest'],
  one.unpromised,
];

const carried: CarriedPlace = {
  destination: 'us.example/prod/web',
  digest: digest('a'),
  artifacts: [
    {
      on: digest('a'),
      place: 'referrer',
      digest: digest('b'),
      predicateType: 'https://slsa.dev/provenance/v1',
      result: 'failed',
      reason: 'it was altered',
      signedBy: [],
    },
  ],
  reason: 'HTTP 500',
};

function reportOf(items: readonly ImageStatus[], asked = 'web'): StatusReport {
  return statusReport(items, { asked, requests: 9 });
}

describe('text', () => {
  it('tells regions that stand alike in one line', () => {
    expect(renderStatusText(reportOf(inPlace, 'web:v1'))).toMatchInlineSnapshot(`
      "in-place: 4 items, there as the manifests promise
        shop  web  v1  sha256:aaaaaaaaaaaa  in 4 registries  images/sig-node/images.yaml:12

      Summary: web:v1: 4 in-place in 4 destinations; 9 requests.
      "
    `);
  });

  it('tells each state with its reason and the place in the manifests', () => {
    expect(renderStatusText(reportOf(mixed))).toMatchInlineSnapshot(`
      "in-place: 2 items, there as the manifests promise
        shop  web  v1  sha256:aaaaaaaaaaaa  in region0-docker.pkg.dev/prod/images, region1-docker.pkg.dev/prod/images  images/sig-node/images.yaml:12

      not-promoted: 4 items, promised, and not there yet
        not there yet; the source has it, and the next promotion copies it
          shop  web  v1  sha256:aaaaaaaaaaaa  in region2-docker.pkg.dev/prod/images, region3-docker.pkg.dev/prod/images  images/sig-node/images.yaml:12
        the digest is there without the tag, which the next promotion adds
          shop  web  1.0  sha256:aaaaaaaaaaaa  in region2-docker.pkg.dev/prod/images  images/sig-node/images.yaml:12
        not there yet, and the source cannot be read: 503
          shop  web  x  sha256:aaaaaaaaaaaa  in region1-docker.pkg.dev/prod/images  images/sig-node/images.yaml:12

      tag-moved: 1 item, the tag is there on another digest, and no promotion moves it
        the tag is there on sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, and no promotion moves it
          shop  web  v2  sha256:aaaaaaaaaaaa  in region0-docker.pkg.dev/prod/images  images/sig-node/images.yaml:12

      conflict: 1 item, manifests give the tag to several digests, so none is promoted
        tag-conflict: the manifests give this tag to a and to b
          shop  web  v1  in region0-docker.pkg.dev/prod/images  images/sig-node/images.yaml:12

      invalid-manifest: 1 item, a mistake in the manifests, which hides what is promised
        digest-format: no
          web  (no tag)  sha256:1  images/sig-node/images.yaml:12

      unpromised: 1 item, there, and promised by no manifest
        us.example/web

      unknown: 2 items, could not be read, so nobody knows
        region0-docker.pkg.dev/prod/images: 1 item: GET https://us/v2/: 503
        region1-docker.pkg.dev/prod/images: 1 item: GET https://us/v2/: 503

      Summary: web: 2 in-place, 4 not-promoted, 1 tag-moved, 1 conflict, 1 invalid-manifest, 1 unpromised, 2 unknown in 5 destinations; 9 requests.
      "
    `);
  });

  it('tells tags of one digest that stand alike together', () => {
    const items = ['1.0', 'v1'].flatMap((tag) => inPlace.map((item) => ({ ...item, tag })));
    expect(renderStatusText(reportOf(items))).toContain(
      'shop  web  1.0, v1  sha256:aaaaaaaaaaaa  in 4 registries',
    );
  });

  it('says so when the source has no more what is in place', () => {
    const items = [{ ...one['in-place'], inSource: 'absent' as const }];
    expect(renderStatusText(reportOf(items))).toContain(
      'promise; the source has it no more\n    shop  web  v1',
    );
  });

  it('tells a region that does not answer once, whatever it hides', () => {
    const items = ['v1', 'v2', 'v3'].map((tag) => ({
      ...one.unknown,
      tag,
      ...unavailable('region0-docker.pkg.dev', `prod/images/web/manifests/${tag}`),
    }));
    expect(renderStatusText(reportOf(items))).toContain(
      'nobody knows\n  region0-docker.pkg.dev/prod/images: 3 items: status 503: UNAVAILABLE come back later; try later; for example GET https://region0-docker.pkg.dev/v2/prod/images/web/manifests/v1\n\n',
    );
  });

  it('tells a source that does not answer once, whatever is asked of it', () => {
    const items = ['a', 'b'].map((char) => ({
      ...one['not-promoted'],
      digest: digest(char),
      tag: char,
      inSource: 'unknown' as const,
      ...unavailable('gcr.io', `staging/web/manifests/${digest(char)}`),
    }));
    expect(
      renderStatusText(reportOf(items))
        .split('\n')
        .filter((line) => line.includes('503')),
    ).toEqual([
      `  not there yet, and the source cannot be read: gcr.io: status 503: UNAVAILABLE come back later; try later; for example GET https://gcr.io/v2/staging/web/manifests/${digest('a')}`,
    ]);
  });

  it('cuts a long section, and says so', () => {
    const many = Array.from({ length: 150 }, (_, i) => ({
      ...one['in-place'],
      where: { ...where, line: i + 1 },
    }));
    expect(renderStatusText(reportOf(many))).toContain(
      '… and 50 more (use --format json for all)\n\nSummary: web: 150',
    );
  });

  it('colours only when asked', () => {
    const colored = renderStatusText(reportOf(mixed), { color: true });
    expect(colored).toContain('\u001b[31mtag-moved\u001b[0m');
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderStatusText(reportOf(mixed)));
  });

  it('lets nothing from outside steer the terminal', () => {
    const nasty = 'x\u001b[2J\r\n\u202ey';
    const hostile = Object.values(one).map((item) => ({
      ...item,
      image: nasty,
      subproject: nasty,
      reason: nasty,
    }));
    expect(renderStatusText(reportOf(hostile, nasty))).not.toMatch(/[\u001b\r\u202e]/);
  });
});

describe('JSON', () => {
  const file = new URL('../../../../docs/cli/schema/status-report.json', import.meta.url);
  const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(
    JSON.parse(readFileSync(file, 'utf8')) as object,
  );

  const { failure } = unavailable('us', 'web/tags/list');

  it('has the facts of a failure', () => {
    const report = reportOf([{ ...one.unknown, failure }]);
    validate(JSON.parse(renderStatusJson(report)));
    expect(validate.errors).toBeNull();
    expect(JSON.parse(renderStatusJson(report))).toMatchObject({ items: [{ failure }] });
  });

  it.each([
    ['what is attached', { places: [carried], keeping: [{ subproject: 'shop', keep: 'all' as const }] }],
    ['what is attached to too many', { places: [], keeping: [], tooMany: 6 }],
  ])('keeps to its schema: %s', (_situation, attached) => {
    validate(JSON.parse(renderStatusJson(statusReport(inPlace, { asked: 'web', requests: 9, attached }))));
    expect(validate.errors).toBeNull();
  });

  it.each([['everything', mixed], ...imageStates.map((state) => [state, [one[state]]] as const)] as const)(
    'keeps to its schema: %s',
    (_state, items) => {
      validate(JSON.parse(renderStatusJson(reportOf(items))));
      expect(validate.errors).toBeNull();
    },
  );

  it.each([
    ['another version', { version: 2 }],
    ['a figure that is missing', { summary: {} }],
    ['an unknown state', { items: [{ ...one['in-place'], state: 'x', explanation: 'x' }] }],
    ['an item without an explanation', { items: [one['in-place']] }],
    ['a promise without a place', { items: [{ ...one['in-place'], explanation: 'x', where: undefined }] }],
    ['an unknown without a reason', { items: [{ ...one.unknown, explanation: 'x', reason: undefined }] }],
    ['a failure without a code', { items: [{ ...one.unknown, explanation: 'x', failure: { reason: 'x' } }] }],
    [
      'a failure with more',
      { items: [{ ...one.unknown, explanation: 'x', failure: { ...failure, extra: 1 } }] },
    ],
    ['a key that is not known', { extra: 1 }],
  ])('is not %s', (_situation, change) => {
    validate(JSON.parse(JSON.stringify({ ...reportOf([]), ...change })));
    expect(validate.errors).not.toBeNull();
  });

  it('has a line for each item, and counts them', () => {
    const report = reportOf(mixed);
    expect(
      renderStatusJson(report)
        .split('\n')
        .filter((line) => line.startsWith('{"state":')),
    ).toHaveLength(mixed.length);
    expect(report.summary).toMatchObject({
      destinations: 5,
      'in-place': 2,
      'not-promoted': 4,
      unknown: 2,
      requests: 9,
    });
  });
});

it.each(imageStates)('asks for an exit code: %s', (state) => {
  expect(statusExitCode(reportOf([one[state]]))).toBe(state === 'in-place' ? 0 : 1);
});
