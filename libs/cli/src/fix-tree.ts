import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { canonicalText, type ManifestTree } from '@cip/manifest';
import { lint, type PathInTree, type Policy, rules } from '@cip/policy';
import { removeLeftovers, writeFileAtomic } from '@cip/runtime';

const fixable = rules.filter(({ name }) => name === 'canonical-format');

/** A file, as reports show it, and its text in canonical form. */
export interface Rewrite {
  readonly file: string;
  readonly text: string;
}

/** What is to be rewritten of the files of a tree: those without mistakes for which the policy does not switch the rule off. */
export function canonicalRewrites(tree: ManifestTree, policy: Policy, pathInTree: PathInTree): Rewrite[] {
  const wanted = new Set(lint(tree, { policy, pathInTree, rules: fixable }).map(({ where }) => where.file));
  return tree.files.flatMap((file) => {
    if (!wanted.has(file.path)) return [];
    const text = canonicalText(file);
    return text === undefined || text === file.text ? [] : [{ file: file.path, text }];
  });
}

/** Writes files whole or not at all. A link stays, and what it leads to is written. What killed runs left beside them is removed. */
export async function writeRewrites(rewrites: readonly Rewrite[]): Promise<void> {
  for (const { file, text } of rewrites) await writeFileAtomic(await realpath(file), text);
}

/**
 * Rewrites the files that rules complain about and that can be rewritten without a change of meaning. Files that the
 * policy exempts stay as they are. What an earlier run left when it was killed is removed, in all folders of the tree.
 * Gives the paths, as reports show them.
 */
export async function fixTree(tree: ManifestTree, policy: Policy, pathInTree: PathInTree): Promise<string[]> {
  const rewrites = canonicalRewrites(tree, policy, pathInTree);
  const folders = new Set(tree.files.map((file) => path.dirname(file.path)));
  for (const folder of folders) await removeLeftovers(folder);
  await writeRewrites(rewrites);
  return rewrites.map(({ file }) => file);
}
