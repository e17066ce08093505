import { expect, it } from 'vitest';
import { configurationFacts } from './configuration-facts.js';
import { configurationIn } from './configuration-in.js';
import { parseConfiguration } from './parse-configuration.js';

const facts = (text: string): string =>
  configurationFacts(parseConfiguration({ shownAs: '.cip.yaml', text }));

const text = `rules: {moving-tag: error, repeated-image: info}
overrides:
- {paths: [a], rules: {moving-tag: off}}
subprojects: {where: {source: gcr.io/a}, b: {prefixes: [c]}}
registries: {gcr.io: {rps: 60/m}, quay.io: {}}
attached: {keep: all, subprojects: {a: {unverified: carry}}}
`;

it.each([
  ['comments and empty lines', `# All of it.\n\n${text}`],
  [
    'the order of keys, and other spellings',
    `attached: {subprojects: {a: {unverified: carry}}, keep: all}
registries: {quay.io: {}, gcr.io: {rps: 1}}
subprojects: {b: {prefixes: ["c"]}, where: {source: gcr.io/a}}
overrides: [{rules: {moving-tag: "off"}, paths: [a]}]
rules: {repeated-image: info, moving-tag: error}
`,
  ],
])('%s say nothing else', (_, other) => {
  expect(facts(other)).toBe(facts(text));
});

it('neither does the former name of the file', () => {
  const former = configurationIn({ former: { shownAs: '.cip-lint.yaml', text } });
  expect(configurationFacts(former)).toBe(facts(text));
});

it.each([
  ['error', 'warning'],
  ['[a]', '[b]'],
  ['gcr.io/a', 'gcr.io/b'],
  ['[c]', '[d]'],
  ['60/m', '61/m'],
  ['quay.io: {}', 'quay.io: {group: a}'],
  ['keep: all', 'keep: none'],
  ['carry', 'refuse'],
  ['subprojects: {where', 'subprojects: {where2'],
  ['attached', 'trust: {keys: [a.pub]}\nattached'],
  ['attached', 'trust: {identities: ["sigstore::a::b"]}\nattached'],
  ['attached', 'quotaGroups: {a: {rps: 1}}\nattached'],
  ['attached', 'exceptions: [{rule: tag-moved, paths: [a], reason: b, expires: 2026-12-31}]\nattached'],
])('%s in place of %s says something else', (one, other) => {
  expect(facts(text.replace(one, other))).not.toBe(facts(text));
});
