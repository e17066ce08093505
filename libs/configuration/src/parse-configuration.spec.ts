import { expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.js';
import { parseConfiguration } from './parse-configuration.js';
import { defaultConfiguration } from './project-configuration.js';

const shownAs = 'registry/.cip.yaml';

/** `line:column message` of each mistake. */
function mistakesOf(text: string): string[] {
  try {
    parseConfiguration({ shownAs, text });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.mistakes.map(({ where, message }) => `${where.line}:${where.column} ${message}`);
  }
}

it('reads everything that a project can agree on', () => {
  const text = `rules:
  moving-tag: error
  repeated-image: "off"
overrides:
  - paths: ["images/k8s-staging-old/**"]
    rules: {moving-tag: info}
productionRegistries: [eu.gcr.io/prod, us.gcr.io/prod]
stagingRegistries: [gcr.io/k8s-staging-*, us-docker.pkg.dev/staging/images]
stagingPrefix: k8s-staging-
subprojects:
  k8s-staging-core: {prefixes: ["", kubernetes]}
  k8s-staging-npd:
    source: gcr.io/k8s-staging-problems
movingTags: ['^stable$', '-rc$']
allowedFiles: ["**/LICENSE"]
maxImageSize: 1.5GiB
exceptions:
  - rule: tag-removed
    paths: [images/a/images.yaml]
    image: hammer
    tags: [1.10, v2]
    reason: built from the wrong commit
    expires: 2026-12-31
`;
  expect(parseConfiguration({ shownAs, text }).policy).toEqual({
    rules: { 'moving-tag': 'error', 'repeated-image': 'off' },
    overrides: [
      {
        paths: ['images/k8s-staging-old/**'],
        rules: { 'moving-tag': 'info' },
        where: { file: shownAs, line: 5, column: 5 },
      },
    ],
    productionRegistries: ['eu.gcr.io/prod', 'us.gcr.io/prod'],
    stagingRegistries: ['gcr.io/k8s-staging-*', 'us-docker.pkg.dev/staging/images'],
    stagingPrefix: 'k8s-staging-',
    subprojects: {
      'k8s-staging-core': {
        prefixes: ['', 'kubernetes'],
        where: { file: shownAs, line: 11, column: 3 },
      },
      'k8s-staging-npd': {
        source: 'gcr.io/k8s-staging-problems',
        where: { file: shownAs, line: 12, column: 3 },
      },
    },
    movingTags: ['^stable$', '-rc$'],
    allowedFiles: ['**/LICENSE'],
    maxImageSize: 1.5 * 2 ** 30,
    exceptions: [
      {
        rule: 'tag-removed',
        paths: ['images/a/images.yaml'],
        image: 'hammer',
        tags: ['1.10', 'v2'],
        reason: 'built from the wrong commit',
        expires: '2026-12-31',
        where: { file: shownAs, line: 18, column: 5 },
      },
    ],
  });
});

it('reads limits of registries, attached artifacts and trust', () => {
  const text = `registries:
  us-docker.pkg.dev: {rps: 3000/m, concurrency: 12}
  127.0.0.1:5000: {rps: 0, group: mirrors}
quotaGroups:
  k8s-artifacts-prod: {rps: 80}
  example.com/project: {}
attached:
  keep: canonical
  canonical: us-docker.pkg.dev/prod/images
  unverified: refuse
  subprojects:
    tools: {keep: all}
trust:
  root: trust/trusted_root.json
  keys: [trust/release.pub, "..a/..b.pub"]
  identities:
    - sigstore::https://accounts.google.com::signer@project.iam.gserviceaccount.com
    - sigstore(identityMatch=regex)::https://ci.example::https://ci.example/org/.+
`;
  expect(parseConfiguration({ shownAs, text })).toEqual({
    ...defaultConfiguration,
    registries: new Map([
      ['us-docker.pkg.dev', { rps: 50, concurrency: 12 }],
      ['127.0.0.1:5000', { rps: 0, group: 'mirrors' }],
    ]),
    quotaGroups: new Map([['k8s-artifacts-prod', 80]]),
    attached: {
      keep: 'canonical',
      canonical: 'us-docker.pkg.dev/prod/images',
      unverified: 'refuse',
      subprojects: new Map([['tools', { keep: 'all' }]]),
    },
    trust: {
      root: 'trust/trusted_root.json',
      keys: ['trust/release.pub', '..a/..b.pub'],
      identities: [
        {
          text: 'sigstore::https://accounts.google.com::signer@project.iam.gserviceaccount.com',
          issuer: { kind: 'exact', ignoresCase: false, text: 'https://accounts.google.com' },
          identity: {
            kind: 'exact',
            ignoresCase: false,
            text: 'signer@project.iam.gserviceaccount.com',
          },
        },
        {
          text: 'sigstore(identityMatch=regex)::https://ci.example::https://ci.example/org/.+',
          issuer: { kind: 'exact', ignoresCase: false, text: 'https://ci.example' },
          identity: { kind: 'regex', ignoresCase: false, text: 'https://ci.example/org/.+' },
        },
      ],
    },
  });
});

it.each(['', '# nothing yet\n', '---\n', '\uFEFF', '{}'])('%j is the default configuration', (text) => {
  expect(parseConfiguration({ shownAs, text })).toEqual(defaultConfiguration);
});

const exception = (more: string): string =>
  `exceptions:\n- {rule: tag-moved, paths: [a], reason: agreed, expires: 2026-12-31${more}}`;

it.each([
  ['an unknown key', 'rulez: {}', '1:1 the configuration has the unknown key "rulez"'],
  ['an unknown rule', 'rules:\n  moving-tags: off', '2:3 there is no rule "moving-tags"'],
  [
    'a rule of an override that there is not',
    'overrides:\n- paths: [a]\n  rules: {tagmoved: off}',
    '3:11 there is no rule "tagmoved"',
  ],
  ['a severity that is none', 'rules:\n  moving-tag: fatal', '2:15 "fatal" is not a severity'],
  [
    'a rule that is excepted but is none',
    'exceptions:\n- {rule: x, paths: [a], reason: b, expires: 2026-01-01}',
    '2:10 "x" is not the name of a rule',
  ],
  ['rules without content', 'rules:', '1:1 "rules" must be a mapping, but is empty'],
  ['a list for a text', 'stagingPrefix: [a]', '1:16 "stagingPrefix" must be a text, but is a list'],
  ['a list as a whole', '- rules', '1:1 the configuration must be a mapping, but is a list'],
  [
    'the same key twice',
    'stagingPrefix: a\nstagingPrefix: b',
    '2:1 "stagingPrefix" stands twice in one mapping, first in line 1',
  ],
  ['no paths', 'overrides:\n- paths: []\n  rules: {}', '2:10 "paths" is empty'],
  ['an absolute path', 'allowedFiles: [/etc]', '1:16 "/etc" is not a pattern of paths in the tree'],
  ['a path out of the tree', 'allowedFiles: [../a]', '1:16 "../a" is not a pattern of paths in the tree'],
  [
    'a prefix with a slash at its end',
    'subprojects: {a: {prefixes: [b/]}}',
    '1:30 "b/" is not a path of images',
  ],
  [
    'a source with a scheme',
    'subprojects: {a: {source: "https://gcr.io"}}',
    '1:27 "https://gcr.io" is not the name of a registry',
  ],
  [
    'a registry listed twice',
    'productionRegistries:\n- eu.gcr.io/p\n- eu.gcr.io/p',
    '3:3 the registry "eu.gcr.io/p" is listed twice',
  ],
  ['a star for the host of a source', "stagingRegistries: ['*']", '1:21 "*" is not the name of a registry'],
  [
    'a star within a source',
    'stagingRegistries: [gcr.io/*/staging]',
    '1:21 "gcr.io/*/staging" is not the name of a registry',
  ],
  [
    'a staging registry listed twice',
    'stagingRegistries:\n- gcr.io/staging-*\n- gcr.io/staging-*',
    '3:3 the registry "gcr.io/staging-*" is listed twice',
  ],
  [
    'a set of destinations that is nowhere',
    'rules:\n  destination-set: error',
    '2:20 "destination-set" has nothing to compare with',
  ],
  [
    'a set of destinations that is empty, for some paths',
    'productionRegistries: []\noverrides:\n- {paths: [a], rules: {destination-set: info}}',
    '3:41 "destination-set" has nothing to compare with',
  ],
  [
    'production that is listed and derived',
    'productionRegistries: [eu.gcr.io/p]\nproductionRegistriesFrom: manifests',
    '2:27 "productionRegistriesFrom" and "productionRegistries" exclude each other',
  ],
  [
    'production from somewhere else',
    'productionRegistriesFrom: registries',
    '1:27 "registries" is not a value of "productionRegistriesFrom"',
  ],
  ['a pattern that does not end', "movingTags: ['(']", '1:14 "(" is not a pattern of tags'],
  [
    'a pattern that needs more than RE2 has',
    "movingTags: ['(.)\\1']",
    '1:14 "(.)\\\\1" is not a pattern of tags: invalid escape sequence',
  ],
  [
    'patterns that are large together',
    "movingTags: ['^stable$', 'a{300}', 'b{300}', 'c{300}']",
    '1:36 with "b{300}", the patterns under "movingTags" compile to 614 instructions, more than 500',
  ],
  ['a size without a number', 'maxImageSize: big', '1:15 "big" is not a size'],
  ['no size at all', 'maxImageSize: 0GiB', '1:15 "0GiB" is not a size'],
  [
    'an exception without a reason',
    'exceptions:\n- {rule: tag-moved, paths: [a], expires: 2026-01-01}',
    '2:3 item 1 of "exceptions" has no key "reason"',
  ],
  [
    'an empty reason',
    'exceptions:\n- {rule: tag-moved, paths: [a], reason: "", expires: 2026-01-01}',
    '2:41 "reason" is empty',
  ],
  [
    'an exception for ever',
    'exceptions:\n- {rule: tag-moved, paths: [a], reason: b, expires: never}',
    '2:53 "never" is not a date',
  ],
  [
    'a day that there is not',
    'exceptions:\n- {rule: tag-moved, paths: [a], reason: b, expires: 2026-02-30}',
    '2:53 "2026-02-30" is not a date',
  ],
  [
    'an unknown key of an exception',
    exception(', user: me'),
    '2:70 item 1 of "exceptions" has the unknown key "user"',
  ],
  [
    'a registry with a scheme',
    'registries:\n  https://gcr.io: {rps: 5}',
    '2:3 "https://gcr.io" is not the host of a registry: it has a scheme',
  ],
  [
    'a registry with a path',
    'registries: {gcr.io/prod: {rps: 5}}',
    '1:14 "gcr.io/prod" is not the host of a registry: it has a path',
  ],
  [
    'a key that would say how to speak to a registry',
    'registries: {gcr.io: {plainHttp: true}}',
    '1:23 "gcr.io" has the unknown key "plainHttp"',
  ],
  ['a rate that is none', 'registries: {gcr.io: {rps: fast}}', '1:28 "fast" is not a rate'],
  [
    'more parallel requests than any registry takes',
    'registries: {gcr.io: {concurrency: 1000}}',
    '1:36 "1000" is not a number of parallel requests',
  ],
  [
    'a group with a rate in its name',
    'registries: {gcr.io: {group: a=5}}',
    '1:30 "a=5" is not the name of a quota group',
  ],
  [
    'a group that lets nothing through',
    'quotaGroups: {prod: {rps: 0.0/m}}',
    '1:27 the rate "0.0/m" lets no request through',
  ],
  ['a place that is none', 'attached: {keep: some}', '1:18 "some" is not a value of "keep"'],
  [
    'a canonical destination without a name',
    'attached: {keep: canonical}',
    '1:18 "keep: canonical" does not say which registry is the canonical one',
  ],
  [
    'a canonical destination of a subproject without a name',
    'attached: {keep: all, subprojects: {a: {keep: canonical}}}',
    '1:47 "keep: canonical" does not say which registry is the canonical one',
  ],
  [
    'a canonical destination that is no registry',
    'attached: {subprojects: {a: {canonical: "eu.gcr.io/"}}}',
    '1:41 "eu.gcr.io/" is not the name of a registry',
  ],
  [
    'an unknown key of a subproject',
    'attached: {subprojects: {a: {kept: all}}}',
    '1:30 "a" has the unknown key "kept"',
  ],
  [
    'an absolute trust root',
    'trust: {root: /etc/root.json}',
    '1:15 "/etc/root.json" is not a file below the folder of this configuration',
  ],
  [
    'a key out of the tree',
    'trust: {keys: [a/../../b.pub]}',
    '1:16 "a/../../b.pub" is not a file below the folder of this configuration',
  ],
  ['a folder for a key', 'trust: {keys: [keys/]}', '1:16 "keys/" is not a file below the folder'],
  [
    'an identity without an issuer',
    'trust: {identities: ["sigstore::::me@example"]}',
    '1:22 "sigstore::::me@example" is not a signer: it names no issuer',
  ],
  [
    'an expression that is none',
    'trust: {identities: ["sigstore(identityMatch=regex)::https://a.example::("]}',
    '1:22 "sigstore(identityMatch=regex)::https://a.example::(" is not a signer: its expression is none of RE2',
  ],
  [
    'an identity that stands there twice',
    'trust: {identities: ["sigstore::a::b", "sigstore::a::b"]}',
    '1:40 the identity "sigstore::a::b" is listed twice',
  ],
  ['a blank identity', 'trust: {identities: [" "]}', '1:22 " " is not a signer'],
  ['a file of Windows', "trust: {root: 'a\\b'}", '1:15 "a\\\\b" is not a file below the folder'],
  ['YAML that is none', 'rules: [', '1:9 not readable as YAML'],
  ['two documents', 'rules: {}\n---\nrules: {}', '3:1 not readable as YAML: it has more than one document'],
])('refuses %s', (_, text, expected) => {
  const mistakes = mistakesOf(text);
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toContain(expected);
});

it('says everything that is wrong at once, with places and remedies', () => {
  const text = 'stagingPrefix: [a]\nmovingTags: ["("]\nrules: {moving-tag: warn}';
  expect(() => parseConfiguration({ shownAs, text })).toThrow(
    /^registry\/\.cip\.yaml:1:16: .*\nregistry\/\.cip\.yaml:2:14: .*\nregistry\/\.cip\.yaml:3:21: "warn" is not a severity\. Write one of/,
  );
});

it.each([
  ['rules: {moving-tagg: off}', 'Did you mean "moving-tag"? Correct the spelling.'],
  ['rules: {moving-tag: warnin}', 'Did you mean "warning"? Correct the spelling.'],
  ['rules: {moving-tag: fatal}', 'Write one of error, warning, info, off.'],
  ['exeptions: []', 'Did you mean "exceptions"? Correct the spelling.'],
  ['registrys: {}', 'Did you mean "registries"? Correct the spelling.'],
  ['registries: {gcr.io: {concurency: 3}}', 'Did you mean "concurrency"? Correct the spelling.'],
  ['attached: {subproject: {}}', 'Did you mean "subprojects"? Correct the spelling.'],
  ['attached: {subprojects: {a: {keeps: all}}}', 'Did you mean "keep"? Correct the spelling.'],
  ['attached: {keep: canonicle, canonical: a.io}', 'Did you mean "canonical"? Correct the spelling.'],
  ['quotaGroups: {a: {rp: 5}}', 'Write one of rps.'],
  ['trust: {identites: []}', 'Did you mean "identities"? Correct the spelling.'],
  ['trust: {identities: [me]}', 'Write sigstore::ISSUER::IDENTITY'],
  ['trust: {roots: a}', 'Did you mean "root"? Correct the spelling.'],
])('%s: %s', (text, remedy) => {
  expect(() => parseConfiguration({ shownAs, text })).toThrow(remedy);
});

it.each([
  'rules: {destination-set: off}',
  'productionRegistries: [eu.gcr.io/p]\nrules: {destination-set: error}',
  'productionRegistriesFrom: manifests\nrules: {destination-set: error}',
])('accepts %j', (text) => {
  expect(mistakesOf(text)).toEqual([]);
});

it('a file that cannot be read is a mistake', () => {
  expect(() => parseConfiguration({ shownAs, unreadable: 'it is not UTF-8 text' })).toThrow(
    'registry/.cip.yaml:1:1: the file cannot be read: it is not UTF-8 text.',
  );
});

function list(length: number, item: string): string {
  return Array(length).fill(`- ${item}\n`).join('');
}

const override = '{paths: [a], rules: {}}';

it.each([
  ['overrides', `overrides:\n${list(1001, override)}`, '2:1 "overrides" has 1001 items, more than 1000'],
  [
    'exceptions',
    `exceptions:\n${list(1001, '{rule: tag-moved, paths: [a], reason: b, expires: 2026-12-31}')}`,
    '2:1 "exceptions" has 1001 items, more than 1000',
  ],
  ['allowed files', `allowedFiles:\n${list(201, 'a')}`, '2:1 "allowedFiles" has 201 items, more than 200'],
  ['patterns of tags', `movingTags:\n${list(51, 'a')}`, '2:1 "movingTags" has 51 items, more than 50'],
  [
    'registries',
    `registries:\n${Array.from({ length: 201 }, (_, i) => `  r${i}.io: {}\n`).join('')}`,
    '2:3 "registries" has 201 entries, more than 200',
  ],
  ['keys', `trust: {keys: [${Array(51).fill('a').join(', ')}]}`, '1:15 "keys" has 51 items, more than 50'],
  [
    'identities',
    `trust: {identities: [${Array.from({ length: 51 }, (_, i) => `"sigstore::a::${i}"`).join(', ')}]}`,
    '1:21 "identities" has 51 items, more than 50',
  ],
  [
    'paths of one override',
    `overrides:\n- rules: {}\n  paths:\n${list(1001, 'a').replaceAll('-', '  -')}`,
    '4:3 "paths" has 1001 items, more than 1000',
  ],
  [
    'prefixes',
    `subprojects:\n  foo:\n    prefixes:\n${list(201, 'a').replaceAll('-', '    -')}`,
    '4:5 "prefixes" has 201 items, more than 200',
  ],
  [
    'characters of a pattern',
    `allowedFiles: [${'a'.repeat(251)}]`,
    `1:16 the pattern "${'a'.repeat(97)}..." has 251 characters, more than 250`,
  ],
  [
    'wildcards',
    `allowedFiles:\n${list(11, `'${'*a'.repeat(95)}'`)}`,
    `12:3 with "${'*a'.repeat(48)}*...", the patterns of paths have more than 1000 wildcards together`,
  ],
  [
    'patterns',
    `overrides:\n${list(6, `{rules: {}, paths: [${Array(900).fill('a').join(', ')}]}`)}`,
    'there are more than 5000 patterns of paths',
  ],
])('refuses too many %s', (_, text, expected) => {
  const mistakes = mistakesOf(text);
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toContain(expected);
});

it('accepts as many as are allowed', () => {
  expect(mistakesOf(`overrides:\n${list(1000, override)}allowedFiles:\n${list(200, "'**/*'")}`)).toEqual([]);
});

it('quotes keys in a short line that prints', () => {
  const [mistake, ...others] = mistakesOf(`quotaGroups:\n  "\\u202e${'a'.repeat(5000)}": 80`);
  expect(others).toEqual([]);
  expect(mistake).toMatch(/^2:\d+ "\\u202ea+\.\.\." must be a mapping, but is the text "80"$/);
});

it('puts only those mistakes into words that are shown', () => {
  const mistakes = mistakesOf(
    `rules:\n${Array.from({ length: 20_000 }, (_, i) => `  rule${i}: off\n`).join('')}`,
  );
  expect(mistakes).toHaveLength(100);
  expect(mistakes[99]).toBe('101:3 there is no rule "rule99"');
});
