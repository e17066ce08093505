import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printable } from '@cip/oci';
import { finding, reportOf, rule } from '../testing/findings.js';
import { readXml } from '../testing/read-xml.js';
import type { LintReport } from './lint-report.js';
import { renderAnnotations } from './render-annotations.js';
import { renderLintHtml } from './render-lint-html.js';
import { renderLintJson } from './render-lint-json.js';
import { renderLintJunit } from './render-lint-junit.js';
import { renderLintText } from './render-lint-text.js';
import { renderSarif } from './render-sarif.js';

const rules = [rule()];

/** Any text, often with what has a meaning in one of the formats. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '::',
        '::error::',
        '##[error]',
        '\n',
        '\r',
        '\n::stop-commands::x\n',
        '%0A',
        '%',
        ',',
        ']]>',
        '<!--',
      ),
      fc.constantFrom(
        '&amp;',
        '"',
        "'",
        '\u0000',
        '\u001b[31m',
        '\ud800',
        '\u2028',
        '../',
        '?',
        '#',
        '\\',
        '{}',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const report = fc
  .tuple(text, text, text, fc.option(text))
  .map(([message, file, remedy, revision]): LintReport => {
    const where = { file, line: 3, column: 5 };
    const facts = { message, remedy, where, related: [{ where, message }] };
    return reportOf([finding({ ...facts, ...(revision !== null && { revision }) })]);
  });

it('stays JSON that says the same', () => {
  fc.assert(
    fc.property(report, (made) => {
      expect(JSON.parse(renderLintJson(made))).toEqual(made);
    }),
  );
});

it('stays SARIF whose URI is relative and names the file', () => {
  fc.assert(
    fc.property(report, (made) => {
      const [, uri = ''] = /"uri":("[^"]*")/.exec(renderSarif(made, { version: '1', rules })) ?? [];
      const path = JSON.parse(uri) as string;
      expect(path).toMatch(/^(?:[\w.~!'()*/-]|%[0-9A-F]{2})*$/);
      expect(decodeURIComponent(path)).toBe(made.items[0]?.file.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
    }),
  );
});

it('stays well-formed XML with one failure', () => {
  fc.assert(
    fc.property(report, (made) => {
      const [suite] = readXml(renderLintJunit(made, { rules })).children;
      expect(suite?.children.map(({ children }) => children.map(({ name }) => name))).toEqual([['failure']]);
    }),
  );
});

it('stays one workflow command that names the file', () => {
  fc.assert(
    fc.property(report, (made) => {
      const [line = '', ...rest] = renderAnnotations(made).split(/[\r\n]/);
      expect(rest).toEqual(['1 error, 0 warnings, 0 infos in 142 files, 733 images, 16,595 digests', '']);
      const [, file = ''] = /^::error file=([^:,]*)(?:,line=3,col=5)?,title=digest-format::/.exec(line) ?? [];
      expect(unescaped(file)).toBe(printable(made.items[0]?.file ?? ''));
    }),
  );
});

it('stays the same number of lines of text, none of which moves a cursor', () => {
  fc.assert(
    fc.property(report, (made) => {
      const lines = renderLintText(made, { lineAt: () => 'name: pause' }).split('\n');
      expect(lines).toHaveLength(9);
      expect(lines.join('')).not.toMatch(/\p{Cc}/u);
    }),
  );
});

it('stays a page with the same elements', () => {
  const elements = (page: string) => page.match(/<[^>]*>/g);
  const plain = { where: { file: 'a', line: 3, column: 5 }, message: 'b', remedy: 'c' };
  const related = [{ where: plain.where, message: 'd' }];
  const expected = elements(renderLintHtml(reportOf([finding({ ...plain, related })])));
  fc.assert(
    fc.property(report, (made) => {
      expect(elements(renderLintHtml(made))).toEqual(expected);
    }),
  );
});

/** As the runner of GitHub Actions reads a property. */
function unescaped(value: string): string {
  return value.replaceAll(/%(0D|0A|3A|2C|25)/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
