import { expect, it } from 'vitest';
import { idleParts, type PolicyUse } from './idle-parts.js';
import { parseConfiguration } from './parse-configuration.js';

const bom = 'images/bom/images.yaml';
const files = [bom, 'manifests/bom/promoter-manifest.yaml'];

function use(text: string, more: Partial<PolicyUse> = {}): PolicyUse {
  return { policy: parseConfiguration({ shownAs: 'policy.yaml', text }).policy, files, ...more };
}

/** `line:column message`, or the message alone. */
function idleIn(...uses: PolicyUse[]): string[] {
  return idleParts(uses, '2026-06-01').map(({ where, message }) =>
    where ? `${where.line}:${where.column} ${message}` : message,
  );
}

function exception(rule: string, path: string, expires = '2026-12-31'): string {
  return `exceptions:\n- {rule: ${rule}, paths: ["${path}"], reason: agreed, expires: ${expires}}`;
}

it.each([
  [
    'an override for a file that is misspelt',
    `overrides:\n- {paths: [images/bon/images.yaml], rules: {}}`,
    ['2:3 images/bon/images.yaml matches no file; did you mean the folder bom'],
  ],
  [
    'one of two patterns of an override',
    `overrides:\n- {paths: ["images/**", "old/**"], rules: {}}`,
    ['2:3 old/** matches no file'],
  ],
  [
    'an exception for a file that is not there',
    exception('moving-tag', 'images/kwok/images.yaml'),
    ['2:3 images/kwok/images.yaml matches no file'],
  ],
  [
    'a subproject without a folder',
    'rules: {subproject-prefix: info}\nsubprojects:\n  bob: {prefixes: [bob]}',
    ['3:3 "subprojects" names bob, and there is no such folder; did you mean the folder bom'],
  ],
  [
    'prefixes that no rule looks at',
    'subprojects:\n  bom: {prefixes: [sbom]}',
    ['2:3 "prefixes" of subprojects does nothing as long as the rule subproject-prefix is off'],
  ],
  [
    'a source that no rule looks at',
    'rules: {source-matches-folder: off}\nsubprojects:\n  bom: {source: gcr.io/sbom}',
    ['3:3 "source" of subprojects does nothing as long as the rule source-matches-folder is off'],
  ],
  [
    'staging registries that no rule looks at',
    'stagingRegistries: [gcr.io/staging]',
    ['"stagingRegistries" does nothing as long as the rule source-matches-folder is off'],
  ],
  [
    'a limit of size that is nowhere',
    'rules: {image-too-large: error}',
    ['the rule image-too-large does nothing as long as no "maxImageSize" is given'],
  ],
])('tells %s', (_, text, expected) => {
  expect(idleIn(use(text))).toEqual(expected);
});

it.each([
  ['patterns that match', `overrides:\n- {paths: ["images/*/images.yaml"], rules: {}}`],
  ['an exception that has ended, which is told anyway', exception('moving-tag', 'x', '2026-05-31')],
  ['an exception from a change where no older tree is known', exception('image-removed', 'x')],
  [
    'prefixes of a folder, with the rule on for some paths',
    'overrides: [{paths: ["**"], rules: {subproject-prefix: error}}]\nsubprojects: {bom: {prefixes: [sbom]}}',
  ],
  ['a limit of size', 'rules: {image-too-large: error}\nmaxImageSize: 1GiB'],
  ['no configuration', ''],
])('is silent about %s', (_, text) => {
  expect(idleIn(use(text))).toEqual([]);
});

it('looks for removed files in the older tree', () => {
  const text = exception('image-removed', 'images/gone/images.yaml');
  expect(idleIn(use(text, { before: ['images/gone/images.yaml'] }))).toEqual([]);
  expect(idleIn(use(text, { before: [] }))).toEqual(['2:3 images/gone/images.yaml matches no file']);
});

it('tells what several trees share only if none of them has a use for it, and once', () => {
  const text = `overrides:\n- {paths: [${bom}, images/kwok/images.yaml], rules: {}}`;
  const other = { files: ['images/kwok/images.yaml'] };
  expect(idleIn(use(text), use(text, other))).toEqual([]);
  expect(idleIn(use(text), use(text))).toEqual(['2:3 images/kwok/images.yaml matches no file']);
});

it('asks what was meant for the first twenty only, whatever their length', () => {
  const misspelt = (i: number): string => `images/${'folder-of-tools-'.repeat(4)}${1000 + i}/images.yam`;
  const texts = Array.from({ length: 300 }, (_, i) => `- {paths: [${misspelt(i)}], rules: {}}\n`);
  const there = Array.from({ length: 2000 }, (_, i) => `${misspelt(2000 + i)}l`);
  const idle = idleIn(use(`overrides:\n${texts.join('')}`, { files: there }));
  expect(idle).toHaveLength(300);
  expect(idle.filter((text) => text.includes('did you mean'))).toHaveLength(20);
});
