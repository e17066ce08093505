import { describe, expect, it } from 'vitest';
import { finding, many, reportOf, someFindings } from '../testing/findings.js';
import { renderLintText } from './render-lint-text.js';

const lines: Readonly<Record<number, string>> = {
  3: '    "sha256:aaaa": ["3.10"]',
  7: '    "sha256:bbbb": ["3.9"]',
  12: '- name: pause\tlatest',
};
const lineAt = (_file: string, line: number) => lines[line];

describe('what a reviewer sees', () => {
  it('counts infos first, has errors at the end and figures last', () => {
    expect(renderLintText(reportOf(someFindings()), { lineAt })).toMatchInlineSnapshot(`
      "info (use --infos for each)
        canonical-format  1 finding in 1 file
        repeated-image    1 finding in 1 file

      images/k8s-staging-pause/images.yaml:12:1  warning  moving-tag
        the tag "latest" looks like one that moves
          12 | - name: pause  latest
             | ^

      images/k8s-staging-pause/images.yaml:3:5  error  digest-format
        the digest has 62 hexadecimal characters instead of 64
          3 |     "sha256:aaaa": ["3.10"]
            |     ^
        fix: Copy the digest from the source again.

      images/k8s-staging-pause/images.yaml:3:5  error  tag-conflict
        two digests want the tag "3.10"
          3 |     "sha256:aaaa": ["3.10"]
            |     ^
        see images/k8s-staging-old/images.yaml:8:22: the other one
        fix: Copy the digest from the source again.

      images/k8s-staging-pause/images.yaml:7:1 in ffffffffffff  error  tag-removed
        the tag "3.9" was removed
          7 |     "sha256:bbbb": ["3.9"]
            | ^
        fix: Copy the digest from the source again.

      3 errors, 1 warning, 2 infos in 142 files, 733 images, 16,595 digests
      "
    `);
  });

  it('has only figures when all is well', () => {
    expect(renderLintText(reportOf([]))).toBe(
      '0 errors, 0 warnings, 0 infos in 142 files, 733 images, 16,595 digests\n',
    );
  });

  it('shows infos one by one when asked', () => {
    const text = renderLintText(reportOf(someFindings()), { showInfos: true });
    expect(text).toContain('images.yaml:20:1  info  repeated-image\n  the image "pause" is repeated\n');
    expect(text).not.toContain('--infos');
  });

  it('names the revision that a removed tag stood in, and looks there for the line', () => {
    const asked: unknown[] = [];
    const look = (...question: unknown[]): undefined => void asked.push(question);
    const [, , removed] = someFindings();
    expect(renderLintText(reportOf([removed!]), { lineAt: look })).toContain(
      'images.yaml:7:1 in ffffffffffff  error',
    );
    expect(asked).toEqual([[removed!.where.file, 7, 'f'.repeat(40)]]);
  });

  it('sets off with colours only when asked', () => {
    const report = reportOf(someFindings());
    const plain = renderLintText(report, { lineAt });
    const colored = renderLintText(report, { lineAt, color: true });
    expect(plain).not.toContain('\u001b');
    expect(colored).toContain('\u001b[31merror\u001b[0m');
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
  });
});

describe('many findings', () => {
  it('shows ten of a rule in full, ninety in brief, and how many more', () => {
    const text = renderLintText(reportOf(many(480)));
    expect(text.match(/fix: /g)).toHaveLength(10);
    expect(text.match(/images\.yaml:\d+:1 +error/g)).toHaveLength(100);
    expect(text).toContain('… and 380 more digest-format (use --format json for all)\n\n480 errors,');
  });

  it('keeps the one finding of another rule in full', () => {
    const conflict = finding({ rule: 'tag-conflict', where: { file: 'z.yaml', line: 1, column: 1 } });
    expect(renderLintText(reportOf([...many(480), conflict]))).toContain('z.yaml:1:1  error  tag-conflict\n');
  });

  it('cuts a long list of places', () => {
    const where = { file: 'a.yaml', line: 1, column: 1 };
    const related = Array.from({ length: 30 }, () => ({ where, message: 'here' }));
    const text = renderLintText(reportOf([finding({ related })]));
    expect(text.match(/see a\.yaml:1:1: here/g)).toHaveLength(5);
    expect(text).toContain('… and 25 more\n');
  });
});

it('prints nothing that could move a cursor or fake a line', () => {
  const bad = 'a\u001b[2J\r\nError\u202e';
  const where = { file: `${bad}.yaml`, line: 1, column: 2 };
  const text = renderLintText(
    reportOf([
      finding({ message: bad, remedy: bad, where, related: [{ where, message: bad }], revision: bad }),
    ]),
    { lineAt: () => bad },
  );
  expect(text).not.toMatch(/[^\n -~…]/);
  expect(text.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
});

it('cuts a long line around the column, even where nothing has an edge', () => {
  const where = { file: 'a.yaml', line: 1, column: 5000 };
  const text = renderLintText(reportOf([finding({ where })]), {
    lineAt: () => 'x'.repeat(9999),
    width: 10_000,
  });
  expect(text).toMatch(/\n {4}1 \| …x+…\n {6}\| +\^\n/);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(160);
});

it('quotes only the start of a huge message', () => {
  expect(renderLintText(reportOf([finding({ message: 'x'.repeat(1_000_000) })])).length).toBeLessThan(1500);
});
