import { expect, it } from 'vitest';
import { reportOf } from '../testing/findings.js';
import { readXml } from '../testing/read-xml.js';
import { renderAnnotations } from './render-annotations.js';
import { renderLintHtml } from './render-lint-html.js';
import { renderLintJson } from './render-lint-json.js';
import { renderLintJunit } from './render-lint-junit.js';
import { renderLintMarkdown } from './render-lint-markdown.js';
import { renderLintText } from './render-lint-text.js';

const report = reportOf([], { changedConfigurations: ['tree/.cip.yaml'] });
const said = 'the configuration tree/.cip.yaml changes, too';

it.each([
  ['text', renderLintText(report)],
  ['a page', renderLintHtml(report)],
  ['Markdown', renderLintMarkdown(report).replaceAll('&#44;', ',')],
  ['GitHub', renderAnnotations(report).replaceAll('%2C', ',')],
])('a changed configuration is told in %s', (_, text) => {
  expect(text).toContain(said);
});

it('a changed configuration is a list in JSON', () => {
  expect(JSON.parse(renderLintJson(report))).toMatchObject({
    changedConfigurations: ['tree/.cip.yaml'],
  });
});

it('a changed configuration is a case in JUnit, which passes', () => {
  const rules = [{ name: 'tag-moved' }] as const;
  const [suite] = readXml(renderLintJunit(report, { rules })).children;
  expect(suite?.attributes).toMatchObject({ tests: '2', failures: '0', skipped: '0' });
  expect(suite?.children).toMatchObject([
    { attributes: { name: 'tag-moved' }, children: [] },
    { attributes: { name: 'configuration' }, children: [{ name: 'system-out', text: said }] },
  ]);
  const unchanged = readXml(renderLintJunit(reportOf([]), { rules }));
  expect(unchanged.attributes).toMatchObject({ tests: '1' });
});
