import { treeOf } from '../example-tree.fixture.js';
import { lint } from '../lint.js';
import { defaultPolicy, type Exception } from '../policy.js';
import type { ChangedConfiguration, ChangeRule } from '../rule.js';

export type Files = Readonly<Record<string, string>>;

/** What a rule says of a change, a line for each: `file:line:column [revision] message`, related places indented below. */
export function saidOf(
  rule: ChangeRule,
  before: Files,
  after: Files,
  exceptions: Exception[] = [],
  changedConfiguration?: ChangedConfiguration,
): string[] {
  const findings = lint(treeOf(after), {
    rules: [rule],
    base: {
      tree: treeOf(before),
      revision: 'main',
      ...(changedConfiguration && { changedConfiguration }),
    },
    policy: { ...defaultPolicy, exceptions },
  });
  return findings.flatMap(({ message, related, ...finding }) => [
    `${placeOf(finding)} ${message}`,
    ...related.map((one) => `  ${placeOf(one)} ${one.message}`),
  ]);
}

interface Located {
  readonly where: { readonly file: string; readonly line: number; readonly column: number };
  readonly revision?: string;
}

function placeOf({ where: { file, line, column }, revision }: Located): string {
  return `${file}:${line}:${column}${revision === undefined ? '' : ` [${revision}]`}`;
}
