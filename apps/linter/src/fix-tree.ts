import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { canonicalText, type ManifestTree } from '@cip/manifest';
import { lint, type PathInTree, type Policy, rules } from '@cip/policy';
import { removeLeftovers, writeFileAtomic } from '@cip/runtime';

const fixable = rules.filter(({ name }) => name === 'canonical-format');

/**
 * Rewrites the files that rules complain about and that can be rewritten without a change of meaning. Files that the
 * policy exempts stay as they are, and so do links: what they lead to is written. What an earlier run left when it was
 * killed is removed. Gives the paths, as reports show them.
 */
export async function fixTree(tree: ManifestTree, policy: Policy, pathInTree: PathInTree): Promise<string[]> {
  const wanted = new Set(lint(tree, { policy, pathInTree, rules: fixable }).map(({ where }) => where.file));
  const fixed: string[] = [];
  const folders = new Set(tree.files.map((file) => path.dirname(file.path)));
  for (const folder of folders) await removeLeftovers(folder);
  for (const file of tree.files.filter((one) => wanted.has(one.path))) {
    const text = canonicalText(file);
    if (text === undefined || text === file.text) continue;
    await writeFileAtomic(await realpath(file.path), text);
    fixed.push(file.path);
  }
  return fixed;
}
