import { describe, expect, it } from 'vitest';
import { canonicalText } from '../canonical/canonical-text.js';
import { formatDeviation } from '../canonical/deviation.js';
import { fingerprint } from '../fingerprint.js';
import { parsePlainManifest } from '../parse-plain-manifest.js';
import type { ManifestTree } from '../promotion-manifest.js';

const google = 'sigstore::https://accounts.google.com::builder@project.iam.gserviceaccount.com';
const github = String.raw`sigstore(identityMatch=regex)::https://token.actions.githubusercontent.com::https://github\.com/org/repo/.*`;
const policy = `mode: require
signers: ["${google}", '${github}']
builders:
- {id: https://cloud.example/build, level: 1}
- id: https://github.com/org/repo/build.yml
  level: 3
  signers: ['${github}']
  caller: {workflows: [.github/workflows/release.yml], refs: [refs/tags/v*], events: [push, release]}
sources: [github.com/org/repo]
predicateTypes: ["https://spdx.dev/Document"]
level: 2
levels:
- {images: [tool, charts/*], level: 3}
`;
const dmap = `dmap: {"sha256:${'a'.repeat(64)}": [v1]}`;
const images = `images:\n- {name: charts/app, ${dmap}}\n- {name: tool, ${dmap}}\n`;

function parse(section: string): ManifestTree {
  const indented = section.replaceAll(/^(?=.)/gm, '  ');
  const text = `registries:\n- {name: gcr.io/staging, src: true}\n- {name: eu.gcr.io/prod}\nprovenance:\n${indented}${images}`;
  return parsePlainManifest({ shownAs: 'manifest.yaml', text });
}

/** The policy with one of its lines written otherwise. */
function withLine(key: string, line: string): string {
  return policy.replace(new RegExp(`^${key}:.*\n(?:[- ].*\n)*`, 'm'), line === '' ? '' : `${line}\n`);
}

describe('a sound policy', () => {
  it('is read as it is written', () => {
    const { manifests, problems } = parse(policy);
    expect(problems).toEqual([]);
    expect(manifests[0]?.provenance).toEqual({
      mode: 'require',
      signers: [
        {
          text: google,
          issuer: { kind: 'exact', text: 'https://accounts.google.com', ignoresCase: false },
          identity: {
            kind: 'exact',
            text: 'builder@project.iam.gserviceaccount.com',
            ignoresCase: false,
          },
        },
        {
          text: github,
          issuer: { kind: 'exact', text: 'https://token.actions.githubusercontent.com', ignoresCase: false },
          identity: { kind: 'regex', text: String.raw`https://github\.com/org/repo/.*`, ignoresCase: false },
        },
      ],
      builders: [
        { id: 'https://cloud.example/build', level: 1, signers: [] },
        {
          id: 'https://github.com/org/repo/build.yml',
          level: 3,
          signers: [github],
          caller: {
            workflows: ['.github/workflows/release.yml'],
            refs: ['refs/tags/v*'],
            events: ['push', 'release'],
          },
        },
      ],
      sources: ['github.com/org/repo'],
      predicateTypes: ['https://spdx.dev/Document'],
      level: 2,
      levels: [{ images: ['tool', 'charts/*'], level: 3 }],
      offset: 'registries:\n- {name: gcr.io/staging, src: true}\n- {name: eu.gcr.io/prod}\n'.length,
    });
  });

  it.each([
    ['a mode that is off', 'mode: off\n'],
    ['off, with all that a policy has', policy.replace('require', '"off"')],
    ['nothing at all', '{}\n'],
  ])('%s is no policy', (_, section) => {
    const { manifests, problems } = parse(section);
    expect(problems).toEqual([]);
    expect(manifests).toHaveLength(1);
    expect(manifests[0]?.provenance).toBeUndefined();
  });

  it('without a mode is a warning, as nothing is checked', () => {
    const { manifests, problems } = parse(withLine('mode', ''));
    expect(problems).toMatchObject([{ rule: 'provenance-policy', severity: 'warning', where: { line: 4 } }]);
    expect(manifests[0]?.provenance).toBeUndefined();
  });

  it('counts for the fingerprint, the order of its lists does not', () => {
    const other = withLine('signers', `signers: ['${github}', "${google}"]`);
    expect(fingerprint(parse(other))).toBe(fingerprint(parse(policy)));
    expect(fingerprint(parse(withLine('mode', 'mode: warn')))).not.toBe(fingerprint(parse(policy)));
    expect(fingerprint(parse('mode: off\n'))).not.toBe(fingerprint(parse(policy)));
  });

  it.each([
    ['grouped otherwise', '- {images: [charts/*], level: 3}\n- {images: [tool], level: "3"}', true],
    [
      'with a lower level of the same pattern',
      '- {images: [tool, charts/*], level: 3}\n- {images: [tool], level: 2}',
      true,
    ],
    ['with another level', '- {images: [tool], level: 3}\n- {images: [charts/*], level: 2}', false],
    ['without one of the patterns', '- {images: [tool], level: 3}', false],
    ['without any', '[]', false],
  ])('has the same fingerprint with levels %s: %s', (_, levels, isSame) => {
    const demanding = policy.replace('level: 2\n', '');
    const other = demanding.replace(
      /levels:\n.*\n/,
      levels === '[]' ? 'levels: []\n' : `levels:\n${levels}\n`,
    );
    expect(fingerprint(parse(other)) === fingerprint(parse(demanding))).toBe(isSame);
  });

  it.each([
    [
      'in another order',
      'events: [release, push], refs: [refs/tags/v*], workflows: [.github/workflows/release.yml]',
      true,
    ],
    [
      'of other refs',
      'workflows: [.github/workflows/release.yml], refs: [refs/heads/*], events: [push, release]',
      false,
    ],
    [
      'of other events',
      'workflows: [.github/workflows/release.yml], refs: [refs/tags/v*], events: [push]',
      false,
    ],
    ['of any workflow', 'refs: [refs/tags/v*], events: [push, release]', false],
  ])('has the same fingerprint with a caller %s: %s', (_, caller, isSame) => {
    const other = policy.replace(/caller: \{.*\}/, `caller: {${caller}}`);
    expect(fingerprint(parse(other)) === fingerprint(parse(policy))).toBe(isSame);
    expect(fingerprint(parse(policy.replace(/ +caller: .*\n/, '')))).not.toBe(fingerprint(parse(other)));
  });

  it('has a canonical form, which means the same', () => {
    const [file] = parse(policy).files;
    const text = file && canonicalText(file);
    expect(text).toContain(`
provenance:
  mode: require
  signers:
  - ${google}
  - ${github}
  builders:
  - id: https://cloud.example/build
    level: "1"
  - id: https://github.com/org/repo/build.yml
    level: "3"
    signers:
    - ${github}
    caller:
      workflows:
      - .github/workflows/release.yml
      refs:
      - refs/tags/v*
      events:
      - push
      - release
  sources:
  - github.com/org/repo
  predicateTypes:
  - https://spdx.dev/Document
  level: "2"
  levels:
  - images:
    - tool
    - charts/*
    level: "3"
images:
`);
    const written = file && { ...file, text: text ?? '' };
    expect(written && canonicalText(written)).toBe(text);
    expect(written && formatDeviation(written)).toBeUndefined();
  });
});

/** The policy with one entry of levels. */
function withLevels(entry: string): string {
  return withLine('levels', `levels: [${entry}]`);
}

/** The policy with a builder that has a caller. */
function withCaller(caller: string): string {
  return withLine('builders', `builders: [{id: x, level: 3, caller: ${caller}}]`);
}

function withWorkflow(path: string): string {
  return withCaller(`{workflows: ["${path}"], refs: [refs/tags/v*]}`);
}

const notAWorkflow = /the workflow ".*" is not a path in \.github\/workflows\/ without a ref/;

const mistakes: [situation: string, section: string, message: RegExp, rule?: string][] = [
  ['an unknown mode', withLine('mode', 'mode: enforce'), /^"enforce" is not a mode/],
  ['an unknown key', `${policy}policies: []\n`, /policy has the unknown key "policies"/, 'unknown-key'],
  ['no signers', withLine('signers', '').replace(/^ {2}signers: .*\n/m, ''), /no "signers"/],
  ['no builders', withLine('builders', ''), /no "builders"/],
  ['no sources', withLine('sources', 'sources: []'), /no "sources"/],
  [
    'a text that is no signer',
    withLine('signers', `signers: [me, '${github}']`),
    /"me" is not a signer: it is not written/,
  ],
  [
    'a key as a signer',
    withLine('signers', `signers: ["key::ecdsa::abc", '${github}']`),
    /only signers of the kind sigstore/,
  ],
  [
    'a signer without an identity',
    withLine('signers', `signers: ["sigstore::https://a::", '${github}']`),
    /names no identity/,
  ],
  [
    'a signer without an issuer',
    withLine('signers', `signers: ["sigstore::::me", '${github}']`),
    /names no issuer/,
  ],
  [
    'a signer with another kind of match',
    withLine('signers', `signers: ["sigstore(identityMatch=glob)::a::b", '${github}']`),
    /"glob" is not a kind of match/,
  ],
  [
    'a signer with another field',
    withLine('signers', `signers: ["sigstore(subjectMatch=regex)::a::b", '${github}']`),
    /"subjectMatch=regex" is not issuerMatch=KIND/,
  ],
  [
    'an expression that may take exponential time',
    withLine('signers', String.raw`signers: ['sigstore(identityMatch=regex)::a::(a*)*\1', '${github}']`),
    /its expression is none of RE2/,
  ],
  [
    'an expression of enormous size',
    withLine('signers', `signers: ['sigstore(identityMatch=regex)::a::((a{900}){9}){9}', '${github}']`),
    /expression is (?:too complex|none of RE2)/,
  ],
  [
    'a builder that is a text',
    withLine('builders', 'builders: [https://x]'),
    /must be a mapping/,
    'manifest-schema',
  ],
  [
    'a builder without a level',
    withLine('builders', 'builders: [{id: x}]'),
    /no key "level"/,
    'manifest-schema',
  ],
  ['a builder of level 4', withLine('builders', 'builders: [{id: x, level: 4}]'), /^"4" is not a level/],
  [
    'a builder that is blank',
    withLine('builders', 'builders: [{id: " ", level: 1}]'),
    /"id" of a builder.* is blank/,
  ],
  [
    'a builder with a signer of its own',
    withLine('builders', 'builders: [{id: x, level: 3, signers: ["sigstore::a::b"]}]'),
    /names a signer that is not among those of the policy/,
  ],
  [
    'a builder twice',
    withLine('builders', 'builders: [{id: x, level: 3}, {id: x, level: 2}]'),
    /"x" is listed twice/,
  ],
  [
    'two builders that may be the same, of which one names signers',
    withLine('builders', `builders: [{id: x, level: 3}, {id: x@v1, level: 3, signers: ["${google}"]}]`),
    /"x" and "x@v1" may be the same/,
  ],
  ['a source with a ref', withLine('sources', 'sources: [github.com/org/repo@main]'), /has a ref/],
  ['a blank source', withLine('sources', 'sources: [" "]'), /item 1 of "sources" is blank/],
  ['a blank predicate type', withLine('predicateTypes', 'predicateTypes: [""]'), /"predicateTypes" is blank/],
  ['level 1, which would enforce nothing', withLine('level', 'level: 1'), /^"1" is not a level/],
  ['a level above 3', withLine('level', 'level: 4'), /^"4" is not a level/],
  [
    'a level that nobody can reach',
    withLine('builders', `builders: [{id: x, level: 3}, {id: y, level: 1}]`).replace(/^levels:\n.*\n/m, ''),
    /level 2 is demanded, and no signer can prove more than level 1/,
  ],
  [
    'a caller that is a text',
    withCaller('refs/tags/v*'),
    /"caller" of a builder of the provenance policy must be a mapping/,
    'manifest-schema',
  ],
  [
    'a caller without anything',
    withCaller('{}'),
    /the caller of a builder has no key "refs"/,
    'manifest-schema',
  ],
  [
    'a caller without refs',
    withCaller('{workflows: [.github/workflows/a.yml]}'),
    /the caller of a builder has no key "refs"/,
    'manifest-schema',
  ],
  ['a caller with a list of no refs', withCaller('{refs: []}'), /"refs" of the caller of a builder is empty/],
  [
    'a caller with another key',
    withCaller('{refs: [refs/heads/main], ref: a}'),
    /the caller of a builder has the unknown key "ref"/,
    'unknown-key',
  ],
  ['a calling workflow with a ref', withWorkflow('.github/workflows/a.yml@main'), notAWorkflow],
  ['a calling workflow with a slash before it', withWorkflow('/.github/workflows/a.yml'), notAWorkflow],
  ['a calling workflow with a dot before it', withWorkflow('./.github/workflows/a.yml'), notAWorkflow],
  ['a calling workflow that leaves its folder', withWorkflow('.github/workflows/../a.yml'), notAWorkflow],
  ['a calling workflow with a dot within', withWorkflow('.github/workflows/./a.yml'), notAWorkflow],
  ['a calling workflow with two slashes', withWorkflow('.github/workflows//a.yml'), notAWorkflow],
  ['a calling workflow that is the folder', withWorkflow('.github/workflows/'), notAWorkflow],
  ['a calling workflow of another folder', withWorkflow('ci/a.yml'), notAWorkflow],
  ['a blank calling workflow', withWorkflow(' '), /item 1 of "workflows" is blank/],
  ['the name of a tag as a ref', withCaller('{refs: [v*]}'), /the ref "v\*" does not begin with "refs\/"/],
  [
    'a ref that is no sound pattern',
    withCaller('{refs: ["refs/tags/["]}'),
    /the ref "refs\/tags\/\[" is not a sound pattern/,
  ],
  [
    'a ref of enormous length',
    withCaller(`{refs: [refs/${'a'.repeat(255)}]}`),
    /has more than 255 characters/,
  ],
  ['a blank event', withCaller('{refs: [refs/heads/main], events: [""]}'), /item 1 of "events" is blank/],
  [
    'too many refs',
    withCaller(`{refs: [${'refs/heads/a, '.repeat(101)}]}`),
    /"refs" has more than 100 items/,
  ],
  [
    'a signer that is a mapping',
    withLine('signers', 'signers: [{a: b}]'),
    /item 1 of "signers" must be a text/,
    'manifest-schema',
  ],
  [
    'levels that are no list',
    withLine('levels', 'levels: 3'),
    /"levels" of the provenance policy must be a list/,
    'manifest-schema',
  ],
  [
    'an entry of levels that is a text',
    withLevels('spoc'),
    /item 1 of "levels" must be a mapping/,
    'manifest-schema',
  ],
  [
    'an entry of levels without a level',
    withLevels('{images: [a]}'),
    /an entry of "levels" has no key "level"/,
    'manifest-schema',
  ],
  [
    'an entry of levels without images',
    withLevels('{level: 3}'),
    /an entry of "levels" has no key "images"/,
    'manifest-schema',
  ],
  [
    'an entry of levels with a list of no images',
    withLevels('{images: [], level: 3}'),
    /"images" of an entry of "levels" is empty/,
  ],
  [
    'an entry of levels with another key',
    withLevels('{images: [a], level: 3, image: b}'),
    /an entry of "levels" has the unknown key "image"/,
    'unknown-key',
  ],
  [
    'an entry of level 1, which would demand nothing',
    withLevels('{images: [a], level: 1}'),
    /^"1" is not a level of an entry of "levels"/,
  ],
  ['an entry of level 4', withLevels('{images: [a], level: 4}'), /^"4" is not a level/],
  ['a blank image pattern', withLevels('{images: [" "], level: 3}'), /item 1 of "images" is blank/],
  [
    'an image pattern that begins with a slash',
    withLevels('{images: [/a], level: 3}'),
    /the image pattern "\/a" begins or ends with a slash/,
  ],
  [
    'an image pattern that ends with a slash',
    withLevels('{images: [a, charts/], level: 3}'),
    /the image pattern "charts\/" begins or ends with a slash/,
  ],
  [
    'an image pattern that is not closed',
    withLevels('{images: ["a["], level: 3}'),
    /the image pattern "a\[" is not a sound pattern/,
  ],
  [
    'an image pattern of enormous length',
    withLevels(`{images: [${'a'.repeat(256)}], level: 3}`),
    /has more than 255 characters/,
  ],
  [
    'too many image patterns',
    withLevels(`{images: [${'a, '.repeat(101)}], level: 3}`),
    /"images" has more than 100 items/,
  ],
  [
    'a level of some images that nobody can reach',
    withLine('builders', 'builders: [{id: x, level: 2}]'),
    /level 3 is demanded of some images, and no signer can prove more than level 2/,
  ],
  ['too many sources', withLine('sources', `sources: [${'a, '.repeat(101)}]`), /more than 100 items/],
  [
    'a list in place of the policy',
    '- mode: warn\n',
    /"provenance" of the file must be a mapping/,
    'manifest-schema',
  ],
];

it.each(mistakes)('%s stops the subproject', (_, section, message, rule = 'provenance-policy') => {
  const { manifests, problems } = parse(section);
  expect(manifests).toEqual([]);
  expect(problems).toMatchObject([
    {
      rule,
      severity: 'error',
      message: expect.stringMatching(message) as string,
      touches: { subproject: 'manifest.yaml' },
    },
  ]);
  expect(problems[0]?.remedy).toMatch(/\.$/);
});

it.each([
  ['sigstore(regexp)::https://a.*::b.*', 'regex', 'regex', false],
  ['sigstore(issuerMatch=prefix,identityMatch=regex/i)::https://a::b', 'prefix', 'regex', true],
  ['sigstore(issuerMatch=exact)::https://a::b::c', 'exact', 'exact', false],
])('the signer %s is matched by %s and %s', (text, issuer, identity, ignoresCase) => {
  const section = withLine('signers', `signers: ['${text}', '${github}']`);
  expect(parse(section).manifests[0]?.provenance?.signers[0]).toMatchObject({
    text,
    issuer: { kind: issuer },
    identity: { kind: identity, ignoresCase },
  });
});

it('a level of some images that is demanded of all is a warning', () => {
  const { manifests, problems } = parse(
    withLevels('{images: [tool], level: 2}, {images: [charts/*], level: 3}'),
  );
  expect(manifests[0]?.provenance?.levels).toHaveLength(2);
  expect(problems).toMatchObject([
    { severity: 'warning', message: 'level 2 is demanded of some images, and level 2 of all' },
  ]);
});

it('levels count by what each signer may claim', () => {
  const builders = `builders: [{id: a, level: 1}, {id: b, level: 3, signers: ['${github}']}, {id: c, level: 2, signers: ['${github}']}]`;
  const written = withLine('builders', builders).replace(/levels:\n.*\n/, '');
  expect(parse(written).problems).toEqual([]);
  const demanding = written.replace('level: 2\n', 'level: 3\n');
  expect(parse(demanding).problems).toMatchObject([
    { message: expect.stringContaining('more than level 2') as string },
  ]);
});
