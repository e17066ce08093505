import { type ManifestTree, type Place, parseThinTree } from '@cip/manifest';
import { expect, it } from 'vitest';
import { subproject, treeOf } from './example-tree.fixture.js';
import type { Complaint } from './finding.js';
import { examine, lint } from './lint.js';
import { defaultPolicy } from './policy.js';
import type { ChangeRule, Rule, RuleContext, TreeRule } from './rule.js';

const docs = { reports: '', why: '', bad: '', good: '' };
const tree = treeOf(
  subproject('tools', ['eu.gcr.io/prod/tools'], '- {name: hammer, dmap: {"sha256:1a…": [v1]}}'),
  'root',
);

function complaining(complaints: readonly Complaint[], name: TreeRule['name'] = 'moving-tag'): TreeRule {
  return { name, kind: 'tree', severity: 'warning', docs, check: () => complaints };
}

function at(file: string, line: number, column = 1): Complaint {
  return { message: 'something is wrong', at: { file, line, column } };
}

const belowRoot = (file: string): string => file.replace('root/', '');

it('sorts findings by file, line, column, rule and message', () => {
  const places = [at('b', 1), at('a', 10), at('a', 9, 2), at('a', 9), { ...at('a', 9), message: 'a thing' }];
  const findings = lint(tree, { rules: [complaining(places), complaining([at('a', 9)], 'image-name')] });
  expect(
    findings.map(({ where, rule, message }) => [where.file, where.line, where.column, rule, message]),
  ).toEqual([
    ['a', 9, 1, 'image-name', 'something is wrong'],
    ['a', 9, 1, 'moving-tag', 'a thing'],
    ['a', 9, 1, 'moving-tag', 'something is wrong'],
    ['a', 9, 2, 'moving-tag', 'something is wrong'],
    ['a', 10, 1, 'moving-tag', 'something is wrong'],
    ['b', 1, 1, 'moving-tag', 'something is wrong'],
  ]);
});

it('turns places into positions, and leaves nothing undefined', () => {
  const place = placeOfImage(tree);
  const complaint = { message: 'm', at: place, related: [{ at: place, message: 'r' }] };
  const where = { file: 'root/images/tools/images.yaml', line: 1, column: 3 };
  expect(lint(tree, { rules: [complaining([complaint])] })).toStrictEqual([
    {
      rule: 'moving-tag',
      severity: 'warning',
      message: 'm',
      where,
      related: [{ where, message: 'r' }],
      touches: [],
    },
  ]);
});

it('takes the severity of the configuration for the path below the root', () => {
  const overrides = [
    { paths: ['images/*/b'], rules: { 'moving-tag': 'error' as const } },
    { paths: ['images/c/**'], rules: { 'moving-tag': 'off' as const } },
  ];
  const complaints = ['images/x/b', 'images/c/b', 'images/x/d'].map((path) => at(`root/${path}`, 1));
  const policy = { ...defaultPolicy, rules: { 'moving-tag': 'info' as const }, overrides };
  const findings = lint(tree, { policy, pathInTree: belowRoot, rules: [complaining(complaints)] });
  expect(findings.map(({ where, severity }) => [where.file, severity])).toEqual([
    ['root/images/x/b', 'error'],
    ['root/images/x/d', 'info'],
  ]);
});

it('does not run a rule that is off everywhere', () => {
  const rule: TreeRule = {
    ...complaining([]),
    check: () => {
      throw new Error('it was run');
    },
  };
  expect(lint(tree, { policy: { ...defaultPolicy, rules: { 'moving-tag': 'off' } }, rules: [rule] })).toEqual(
    [],
  );
});

it('leaves out what reviewers have agreed to, until the agreement expires', () => {
  const exception = { rule: 'moving-tag' as const, paths: ['a'], reason: 'agreed', expires: '2030-01-31' };
  const policy = { ...defaultPolicy, exceptions: [exception] };
  const rules = [complaining([at('a', 1), at('b', 1)])];
  expect(lint(tree, { policy, rules, today: '2030-01-31' })).toHaveLength(1);
  expect(lint(tree, { policy, rules, today: '2030-02-01' })).toHaveLength(2);
});

it('tells rules what patterns mean by a file', () => {
  const seen: RuleContext[] = [];
  const rule: TreeRule = {
    ...complaining([]),
    check: (context) => {
      seen.push(context);
      return [];
    },
  };
  lint(tree, { rules: [rule], pathInTree: belowRoot });
  lint(tree, { rules: [rule] });
  expect(seen.map(({ pathInTree }) => pathInTree('root/a'))).toEqual(['a', 'root/a']);
});

it('runs rules about changes only where there is an older tree, and names its revision', () => {
  const rule: ChangeRule = {
    name: 'tag-moved',
    kind: 'change',
    severity: 'error',
    docs,
    check: ({ change }) => change.added.map(() => ({ ...at('a', 1), removed: true })),
  };
  expect(lint(tree, { rules: [rule] })).toEqual([]);
  const base = { tree: parseThinTree([]), revision: 'abc123' };
  expect(lint(tree, { rules: [rule], base })).toMatchObject([{ rule: 'tag-moved', revision: 'abc123' }]);
});

it('tells what an exception covers, and which', () => {
  const exception = { rule: 'moving-tag' as const, paths: ['a'], reason: 'agreed', expires: '2030-01-31' };
  const policy = { ...defaultPolicy, exceptions: [exception] };
  const { findings, excepted } = examine(tree, {
    policy,
    rules: [complaining([at('a', 2), at('b', 1), at('a', 1)])],
    today: '2030-01-31',
  });
  expect(findings).toMatchObject([{ where: { file: 'b' } }]);
  expect(excepted).toMatchObject([
    { finding: { rule: 'moving-tag', severity: 'warning', where: { file: 'a', line: 1 } }, exception },
    { finding: { where: { file: 'a', line: 2 } }, exception },
  ]);
});

it('tells which rules did not run, and why', () => {
  const check = (): Complaint[] => [];
  const rules: readonly Rule[] = [
    complaining([]),
    complaining([], 'image-name'),
    { name: 'tag-moved', kind: 'change', severity: 'error', docs, check },
    { name: 'tag-taken', kind: 'online', severity: 'error', docs, check },
  ];
  const policy = { ...defaultPolicy, rules: { 'image-name': 'off' as const } };
  expect([...examine(tree, { policy, rules }).idle]).toEqual([
    ['image-name', 'off'],
    ['tag-moved', 'no-base'],
    ['tag-taken', 'no-facts'],
  ]);
  const base = { tree, revision: 'main' };
  expect([...examine(tree, { policy, rules, base }).idle.keys()]).toEqual(['image-name', 'tag-taken']);
});

function placeOfImage({ manifests }: ManifestTree): Place {
  const place = manifests[0]?.images[0]?.place;
  return place ?? expect.fail('the tree has an image');
}

it('keeps as many findings of a rule as there may be, and counts the others', () => {
  const complaints = Array.from({ length: 5 }, (_, i) => at('root/a', i + 1));
  const { findings, excepted, hidden } = examine(tree, {
    rules: [complaining(complaints), complaining([at('root/b', 1)], 'image-name')],
    mostOfRule: 2,
  });
  expect(findings.map(({ rule, where }) => [rule, where.line])).toEqual([
    ['moving-tag', 1],
    ['moving-tag', 2],
    ['image-name', 1],
  ]);
  expect(excepted).toEqual([]);
  expect(hidden).toEqual([{ rule: 'moving-tag', severity: 'warning', amount: 3 }]);
});

it('tells apart what it counts: by severity, what is excepted, and what refuses something', () => {
  const rules = { 'moving-tag': 'error' } as const;
  const override = { paths: ['w'], rules: { 'moving-tag': 'warning' } } as const;
  const exception = { rule: 'moving-tag', paths: ['x'], reason: 'agreed', expires: '2030-01-01' } as const;
  const { hidden } = examine(tree, {
    rules: [complaining([at('a', 1), at('w', 1), at('x', 1), { ...at('e', 1), removed: true }, at('e', 2)])],
    policy: { ...defaultPolicy, rules, overrides: [override], exceptions: [exception] },
    mostOfRule: 1,
  });
  expect(hidden).toEqual([
    { rule: 'moving-tag', severity: 'warning', amount: 1 },
    { rule: 'moving-tag', severity: 'error', amount: 1, excepted: true },
    { rule: 'moving-tag', severity: 'error', amount: 2, refuses: true },
  ]);
});
