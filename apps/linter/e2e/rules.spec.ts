import path from 'node:path';
import { ruleNames } from '@cip/policy';
import {
  createGitRepository,
  type GitRepository,
  imagesYaml,
  registriesYaml,
  startRegistry,
} from '@cip/testing';
import { expect, it } from 'vitest';
import { changeCases } from './change-cases.js';
import { type Files, images, type Mark, registries, sound, unmark, writeTreeInto } from './marked-tree.js';
import { old, onlineCases } from './online-cases.js';
import { inputCases, type RuleCase, treeCases } from './rule-cases.js';
import { type LintItem, reportOf, runLint } from './run-cip-lint.js';

const offlineCases = [...inputCases, ...treeCases, ...changeCases];

it('every rule has a case', () => {
  const names = [...offlineCases, ...onlineCases].map(({ rule }) => rule);
  expect(names.sort()).toEqual([...ruleNames].sort());
});

it('the tree that all cases begin with has no finding', async () => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, sound);
  const result = await runLint(['tree', '--format', 'json'], { cwd: repository.folder });
  expect(result.code).toBe(0);
  expect(reportOf(result).items).toEqual([]);
});

interface Expected {
  readonly rule: string;
  readonly severity: string;
  readonly marks: readonly Mark[];
  readonly revision?: string;
}

/** Exactly the finding that is expected, at its place, and no other error. */
async function expectFinding(
  repository: GitRepository,
  args: readonly string[],
  { rule, severity, marks, revision }: Expected,
): Promise<void> {
  const result = await runLint(['tree', '--format', 'json', ...args], { cwd: repository.folder });
  const { items } = reportOf(result);
  const found = items.filter((item) => item.rule === rule);
  const places = marks.map((mark) => ({ ...mark, file: path.posix.join('tree', mark.file) }));
  expect(found.map(placeOf)).toEqual(places);
  expect(found).toMatchObject([{ severity, message: expect.stringMatching(/[^.]$/) as string }]);
  expect(found[0]?.revision).toBe(revision);
  const errors = items.filter((item) => item.severity === 'error').map((item) => item.rule);
  expect(errors).toEqual(severity === 'error' ? [rule] : []);
  expect(result.code).toBe(severity === 'error' ? 1 : 0);
}

function placeOf({ file, line, column }: LintItem): Mark {
  return { file, line, column };
}

it.each(offlineCases)('$rule', async ({ rule, severity, files = {}, before, policy }: RuleCase) => {
  await using repository = await createGitRepository();
  const [then, now] = [unmark(before ?? {}), unmark(files)];
  await writeTreeInto(repository, { ...sound, ...then.files });
  const revision = await repository.commit('before');
  await writeTreeInto(
    repository,
    { ...sound, ...now.files, ...(policy !== undefined && { '.cip.yaml': policy }) },
    { ...sound, ...then.files },
  );
  const removed = then.marks.length > 0 && { revision };
  await expectFinding(repository, before ? ['--base', revision] : [], {
    ...{ rule, severity, ...removed },
    marks: [...then.marks, ...now.marks],
  });
});

it.each(onlineCases)('$rule', async ({ rule, severity, line, args = [], manifest = '', seed }) => {
  await using repository = await createGitRepository();
  await using staging = await startRegistry();
  await using production = await startRegistry();
  staging.seed('staging/tool', old, ['v0.9.0']);
  production.seed('prod/tool', old, ['v0.9.0']);
  seed(staging, production);
  const before: Files = {
    [registries]: `${registriesYaml({
      source: `${staging.host}/staging`,
      destinations: [`${production.host}/prod`],
    })}${manifest}`,
    [images]: imagesYaml({ tool: { [old.descriptor.digest]: ['v0.9.0'] } }),
  };
  await writeTreeInto(repository, before);
  const revision = await repository.commit('before');
  const after = unmark({ [images]: `${before[images] ?? ''}    ${line}\n` });
  await writeTreeInto(repository, after.files);
  const quick = ['--online', '--rps-per-host', '0', '--retry-deadline', '1s'];
  const allowed = ['--online-host', staging.host, '--online-host', production.host];
  const { marks } = after;
  await expectFinding(repository, ['--base', revision, ...quick, ...allowed, ...args], {
    rule,
    severity,
    marks,
  });
  expect(staging.writes + production.writes).toBe(0);
});
