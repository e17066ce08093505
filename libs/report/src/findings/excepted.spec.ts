import { describe, expect, it } from 'vitest';
import { excepted, reportOf, someFindings } from '../testing/findings.js';
import { readXml } from '../testing/read-xml.js';
import { renderAnnotations } from './render-annotations.js';
import { renderLintJson } from './render-lint-json.js';
import { renderLintJunit } from './render-lint-junit.js';
import { renderLintText } from './render-lint-text.js';
import { renderSarif } from './render-sarif.js';

const report = reportOf([], { excepted: [excepted()], changedConfigurations: ['tree/.cip.yaml'] });
const rules = [{ name: 'tag-moved' }] as const;
const options = { version: '1', rules: [] };

describe('what reviewers have agreed to', () => {
  it('stands before the figures of a log, and is counted', () => {
    expect(renderLintText(report)).toMatchInlineSnapshot(`
      "excepted (agreed to in .cip.yaml)
        images/k8s-staging-pause/images.yaml:3:5  error  tag-moved
          the tag "3.9" moves
          agreed until 2030-01-31 in .cip.yaml:2:3: rebuilt for CVE-1

      the configuration tree/.cip.yaml changes, too

      0 errors, 0 warnings, 0 infos in 142 files, 733 images, 16,595 digests; 1 finding excepted
      "
    `);
  });

  it('is cut when there is much of it', () => {
    const text = renderLintText(reportOf([], { excepted: Array.from({ length: 30 }, () => excepted()) }));
    expect(text.match(/agreed until/g)).toHaveLength(20);
    expect(text).toContain('… and 10 more excepted (use --format json for all)\n');
    expect(text).toContain('; 30 findings excepted\n');
  });

  it('is in JSON beside the items', () => {
    expect(JSON.parse(renderLintJson(report))).toMatchObject({
      items: [],
      excepted: [
        {
          rule: 'tag-moved',
          severity: 'error',
          reason: 'rebuilt for CVE-1',
          expires: '2030-01-31',
          exception: { file: '.cip.yaml', line: 2, column: 3 },
        },
      ],
      changedConfigurations: ['tree/.cip.yaml'],
    });
    expect(Object.keys(JSON.parse(renderLintJson(reportOf([]))) as object)).toEqual([
      'version',
      'command',
      'summary',
      'items',
    ]);
  });

  it('is a suppressed result of SARIF, and then every result tells whether it is one', () => {
    const both = reportOf(someFindings().slice(0, 1), { excepted: [excepted()] });
    const { runs } = JSON.parse(renderSarif(both, options)) as { runs: [{ results: object[] }] };
    expect(runs[0].results).toMatchObject([
      { ruleId: 'digest-format', suppressions: [] },
      {
        ruleId: 'tag-moved',
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: 'agreed until 2030-01-31 in .cip.yaml:2:3: rebuilt for CVE-1',
          },
        ],
      },
    ]);
    expect(renderSarif(reportOf(someFindings()), options)).not.toContain('suppressions');
  });

  it('is output of the case in JUnit, which passes', () => {
    const [suite] = readXml(renderLintJunit(report, { rules })).children;
    expect(suite?.attributes).toMatchObject({ tests: '2', failures: '0', skipped: '0' });
    expect(suite?.children[0]?.children).toMatchObject([
      {
        name: 'system-out',
        text: [
          'excepted: images/k8s-staging-pause/images.yaml:3:5: the tag "3.9" moves',
          'agreed until 2030-01-31 in .cip.yaml:2:3: rebuilt for CVE-1',
        ].join('\n'),
      },
    ]);
  });

  it('is a notice of GitHub, as is a configuration that changes', () => {
    const pathFromTop = (file: string) => `top/${file}`;
    expect(renderAnnotations(report, { pathFromTop })).toMatchInlineSnapshot(`
      "::notice file=top/images/k8s-staging-pause/images.yaml,line=3,col=5,title=tag-moved (excepted)::the tag "3.9" moves%0Aagreed until 2030-01-31 in top/.cip.yaml:2:3: rebuilt for CVE-1
      ::notice file=top/tree/.cip.yaml,title=configuration::the configuration top/tree/.cip.yaml changes, too
      0 errors, 0 warnings, 0 infos in 142 files, 733 images, 16,595 digests; 1 finding excepted
      "
    `);
  });

  it('prints nothing that could move a cursor or fake a line', () => {
    const bad = 'a\u001b[2J\r\n::error::b\u202e';
    const odd = reportOf([], {
      excepted: [excepted({ reason: bad, where: { file: bad, line: 1, column: 1 } })],
      changedConfigurations: [bad],
    });
    expect(renderLintText(odd)).not.toMatch(/[^\n -~…]/);
    const lines = renderAnnotations(odd).split(/[\r\n]/);
    expect(lines.filter((line) => line.startsWith('::error'))).toEqual([]);
  });
});
