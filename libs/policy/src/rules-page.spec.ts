import { describe, expect, it } from 'vitest';
import { subproject, treeOf } from './example-tree.fixture.js';
import { found } from './lint-rule.fixture.js';
import { defaultPolicy } from './policy.js';
import type { Rule } from './rule.js';
import { ruleNames } from './rule-name.js';
import { rules } from './rules.js';
import { inputRules } from './rules/input-rules.js';
import { treeRules } from './rules/tree-rules.js';

const kinds = {
  input: 'The next rules look at single files. They are also checked before a promotion.',
  tree: 'The next rules look at a tree by itself. They are also checked before a promotion.',
  change: 'The next rules look at what became of an older tree (`--base`).',
  online: 'The next rules look at what registries hold of what a change adds (`--online`).',
};

/** `docs/rules.md`; `npx vitest run --root libs/policy -u` writes it anew. */
function page(): string {
  const table = rules.map(
    ({ name, severity, docs }) => `| [${name}](#${name}) | ${severity} | ${inCell(docs.reports)} |`,
  );
  const kindsInOrder = [...new Set(rules.map(({ kind }) => kind))];
  return `${[
    '<!-- Written from the rules in libs/policy; the specs there write it anew with -u. -->',
    '<!-- prettier-ignore-start -->',
    '# Rules',
    'What `cip-lint` complains about. The severity is the one without configuration; `.cip.yaml` sets it anew, for all files or for some paths. An *error* fails the command, and `cip promote` leaves out what it touches; *off* means that the rule wants to be configured.',
    `| rule | severity | reports |\n| --- | --- | --- |\n${table.join('\n')}`,
    'In the examples, `…` stands for the rest of a digest, and the production registries are `eu.gcr.io/prod` and `us.gcr.io/prod`.',
    ...kindsInOrder.flatMap((kind) => [
      kinds[kind],
      ...rules.filter((rule) => rule.kind === kind).map(section),
    ]),
    '<!-- prettier-ignore-end -->',
  ].join('\n\n')}\n`;
}

function section({ name, severity, docs }: Rule): string {
  const example = (title: string, text: string): string =>
    `${title}:\n\n\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;
  const reports = `Reports ${docs.reports.replace(/\.$/, '')}. Severity: *${severity}*.`;
  return [`## ${name}`, reports, docs.why, example('Bad', docs.bad), example('Good', docs.good)].join('\n\n');
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

it('the page about rules is the one in the documentation', async () => {
  await expect(page()).toMatchFileSnapshot('../../../docs/rules.md');
});

it('every rule has its name once, in the order of the names', () => {
  expect(rules.map(({ name }) => name)).toEqual(ruleNames);
});

describe('the examples hold', () => {
  const policy = { ...defaultPolicy, productionRegistries: ['eu.gcr.io/prod', 'us.gcr.io/prod'] };

  // What only Git can tell is tried with Git, by the end-to-end tests of the linter.
  const withoutGit = inputRules.filter(({ name }) => name !== 'tree-integrity');

  it.each([...withoutGit, ...treeRules].map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
    const settings = { ...policy, rules: { [name]: 'error' as const } };
    expect(found(rule, exampleTree(rule.docs.bad, name), settings)).not.toEqual([]);
    expect(found(rule, exampleTree(rule.docs.good, name), settings)).toEqual([]);
  });
});

/** The files of an example, each below a comment with its path; a rule about single files shows only one of the two. */
function exampleTree(text: string, rule: string): ReturnType<typeof treeOf> {
  const parts = text.split(/^# (\S+\.ya?ml)\n/m);
  const files = parts[0] === '' ? {} : { 'images/tools/images.yaml': parts[0] ?? '' };
  for (let i = 1; i < parts.length; i += 2)
    Object.assign(files, { [parts[i] ?? '']: `${parts[i + 1]?.trimEnd() ?? ''}\n` });
  const others = subproject('tools', ['eu.gcr.io/prod/tools', 'us.gcr.io/prod/tools'], '');
  return treeOf(rule === 'thin-tree-layout' ? files : { ...others, ...files });
}
