import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { finding, many, reportOf, rule, someFindings } from '../testing/findings.js';
import { sarifSchema } from '../testing/sarif-schema.js';
import type { LintReport } from './lint-report.js';
import { renderSarif, type SarifOptions } from './render-sarif.js';

const validate = new Ajv2020({
  strict: true,
  strictRequired: false,
  allErrors: true,
  formats: { uri: isAbsolute, 'uri-reference': isRelative },
}).compile(sarifSchema);

const options: SarifOptions = {
  version: '1.2.3',
  rules: [
    rule(),
    rule({ name: 'moving-tag', severity: 'warning' }),
    rule({ name: 'subproject-prefix', severity: 'off' }),
  ],
};

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex?: number;
    readonly level: string;
    readonly locations: readonly [
      { physicalLocation: { artifactLocation: { uri: string }; region: object } },
    ];
    readonly partialFingerprints: Readonly<Record<string, string>>;
  }[];
  readonly invocations: readonly [
    {
      readonly toolExecutionNotifications?: readonly unknown[];
      readonly toolConfigurationNotifications?: readonly unknown[];
    },
  ];
}

function runOf(report: LintReport, changes: Partial<SarifOptions> = {}): Run {
  const log = JSON.parse(renderSarif(report, { ...options, ...changes })) as { runs: [Run] };
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}

it('says all of a finding', () => {
  const [, conflict] = someFindings();
  expect(runOf(reportOf([conflict!])).results).toMatchInlineSnapshot(`
    [
      {
        "level": "error",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "images/k8s-staging-pause/images.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "startColumn": 5,
                "startLine": 3,
              },
            },
          },
        ],
        "message": {
          "text": "two digests want the tag "3.10". Copy the digest from the source again.",
        },
        "partialFingerprints": {
          "cipLint/v1": "5a1d53533fb7c792:1",
        },
        "relatedLocations": [
          {
            "id": 1,
            "message": {
              "text": "the other one",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "images/k8s-staging-old/images.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "startColumn": 22,
                "startLine": 8,
              },
            },
          },
        ],
        "ruleId": "tag-conflict",
      },
    ]
  `);
});

it('documents the rules', () => {
  const { driver } = runOf(reportOf([]), { informationUri: 'https://example.com/cip-lint' }).tool;
  expect(driver).toMatchObject({
    name: 'cip-lint',
    version: '1.2.3',
    informationUri: 'https://example.com/cip-lint',
  });
  expect(driver.rules[0]).toMatchInlineSnapshot(`
    {
      "defaultConfiguration": {
        "level": "error",
      },
      "fullDescription": {
        "text": "Nothing can be promoted under it. Copy the whole digest.",
      },
      "help": {
        "markdown": "Nothing can be promoted under it. Copy the whole digest.

    Bad:

    \`\`\`yaml
    "sha256:12": ["v1.2.3"]
    \`\`\`

    Good:

    \`\`\`yaml
    "sha256:…": ["v1.2.3"]
    \`\`\`",
        "text": "Nothing can be promoted under it. Copy the whole digest.

    Bad:

    "sha256:12": ["v1.2.3"]

    Good:

    "sha256:…": ["v1.2.3"]",
      },
      "id": "digest-format",
      "shortDescription": {
        "text": "A digest that is none.",
      },
    }
  `);
});

it('has errors first, and each result points to its rule', () => {
  const { results, tool } = runOf(reportOf(someFindings().toReversed()));
  expect(results.map(({ level }) => level)).toEqual(['error', 'error', 'error', 'warning', 'note', 'note']);
  const named = results.flatMap(({ ruleId, ruleIndex }) =>
    ruleIndex === undefined ? [] : [[ruleId, ruleIndex]],
  );
  expect(named).toEqual([
    ['digest-format', 0],
    ['moving-tag', 1],
  ]);
  expect(tool.driver.rules[1]?.id).toBe('moving-tag');
});

describe('places', () => {
  it.each([
    ['a plain path', 'images/a/images.yaml', 'images/a/images.yaml'],
    ['what a URI has a meaning for', 'a b/#1?/50%/c:d', 'a%20b/%231%3F/50%25/c%3Ad'],
    ['letters beyond ASCII', 'bücher/名.yaml', 'b%C3%BCcher/%E5%90%8D.yaml'],
    ['half a character', 'a\ud800b', 'a%EF%BF%BDb'],
  ])('writes %s as a relative URI', (_situation, file, uri) => {
    const [result] = runOf(reportOf([finding({ where: { file, line: 1, column: 1 } })])).results;
    expect(result?.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it('are relative to the Git top level', () => {
    const pathFromTop = (file: string) => `registry.k8s.io/${file}`;
    const [result] = runOf(reportOf([finding()]), { pathFromTop }).results;
    expect(result?.locations[0].physicalLocation.artifactLocation.uri).toMatch(
      /^registry\.k8s\.io\/images\//,
    );
  });

  it('are so for other places too', () => {
    const pathFromTop = (file: string) => `registry.k8s.io/${file}`;
    const uris = JSON.stringify(runOf(reportOf(someFindings()), { pathFromTop })).match(/"uri":"[^"]+"/g);
    expect(uris).toHaveLength(7);
    for (const uri of uris ?? []) expect(uri).toContain('"registry.k8s.io/images/');
  });

  it('have no line where the line was removed', () => {
    const [, , removed] = someFindings();
    const [result] = runOf(reportOf([removed!])).results;
    expect(result?.locations[0].physicalLocation.region).toEqual({ startLine: 1 });
    expect(result).toMatchObject({
      message: { text: expect.stringContaining(`was removed (line 7 in ${'f'.repeat(40)}). Copy`) as string },
    });
  });
});

describe('fingerprints', () => {
  const fingerprintsOf = (report: LintReport) =>
    runOf(report).results.map(({ partialFingerprints }) => partialFingerprints['cipLint/v1']);

  it('stay when lines move', () => {
    const moved = someFindings().map((one) => ({
      ...one,
      where: { ...one.where, line: one.where.line + 40 },
    }));
    expect(fingerprintsOf(reportOf(moved))).toEqual(fingerprintsOf(reportOf(someFindings())));
  });

  it('tell equal findings of one file apart', () => {
    expect(new Set(fingerprintsOf(reportOf(many(50)))).size).toBe(50);
  });

  it.each([
    ['another rule', { rule: 'tag-format' as const }],
    ['another message', { message: 'else' }],
    ['another file', { where: { file: 'else.yaml', line: 3, column: 5 } }],
  ])('differ for %s', (_situation, changes) => {
    expect(fingerprintsOf(reportOf([finding(changes)]))).not.toEqual(fingerprintsOf(reportOf([finding()])));
  });
});

it('leaves out the least severe findings of more than GitHub takes, and says so', () => {
  const info = many(25_000, { severity: 'info', rule: 'canonical-format' });
  const { results, invocations } = runOf(reportOf([...info, finding()]));
  expect(results).toHaveLength(25_000);
  expect(results[0]?.level).toBe('error');
  expect(invocations[0].toolExecutionNotifications).toEqual([
    {
      level: 'warning',
      message: { text: 'Left out 1 finding of the least severe (use --format json for all).' },
    },
  ]);
});

function isAbsolute(uri: string): boolean {
  return URL.canParse(uri);
}

function isRelative(uri: string): boolean {
  return /^(?:[\w.~!$&'()*+,;=@/-]|%[0-9A-F]{2})*$/.test(uri) && !uri.startsWith('/');
}

it('notifies of a configuration that changes, with its place', () => {
  const pathFromTop = (file: string) => `top/${file}`;
  const { invocations } = runOf(reportOf([], { changedConfigurations: ['.cip.yaml'] }), { pathFromTop });
  const artifactLocation = { uri: 'top/.cip.yaml', uriBaseId: '%SRCROOT%' };
  expect(invocations[0].toolConfigurationNotifications).toEqual([
    {
      level: 'warning',
      message: { text: 'the configuration top/.cip.yaml changes, too' },
      locations: [{ physicalLocation: { artifactLocation } }],
    },
  ]);
});
