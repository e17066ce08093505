import type { Screen } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import { type Finding, lint, type Policy } from '@cip/policy';
import { fixTree } from './fix-tree.js';
import { folderOf, type Location, readLocation, rootOf } from './locations.js';
import { readPolicy } from './read-policy.js';
import type { LintRequest } from './request.js';

/** What the locations of one run have in common. */
export interface Lint {
  readonly request: LintRequest;
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/** One location and what was found there. */
export interface LintedTree {
  readonly tree: ManifestTree;
  /** As it was in the revision that it is compared with. */
  readonly base?: ManifestTree;
  readonly findings: readonly Finding[];
}

/** Reads, fixes if asked to, and lints one location. Throws `SourceError` and `UsageError`. */
export async function lintLocation(location: Location, run: Lint): Promise<LintedTree> {
  const { request, signal } = run;
  const { base } = request;
  const root = rootOf(location);
  const [policy, tree, older] = await Promise.all([
    policyOf(location, run),
    readLocation(location, request.revision, signal),
    base && readLocation(location, base.revision, signal),
  ]);
  const linted = request.fix ? await fixed(location, tree, policy, run) : tree;
  const findings = lint(linted, {
    policy,
    root,
    today: new Date().toISOString().slice(0, 10),
    ...(base && older && { base: { tree: older, revision: base.revision } }),
  });
  return { tree: linted, findings, ...(older && { base: older }) };
}

async function policyOf(location: Location, { request, signal }: Lint): Promise<Policy> {
  const { maxImageSize } = request;
  const policy = await readPolicy(folderOf(location), request, signal);
  return maxImageSize === undefined ? policy : { ...policy, maxImageSize };
}

async function fixed(
  location: Location,
  tree: ManifestTree,
  policy: Policy,
  { request, screen, signal }: Lint,
): Promise<ManifestTree> {
  const files = await fixTree(tree, policy, rootOf(location));
  if (files.length === 0) return tree;
  const lines = files.map((file) => `rewritten: ${file}\n`).join('');
  if (request.format === 'text') screen.print(`${lines}\n`);
  else screen.progress.above(lines);
  return readLocation(location, undefined, signal);
}
