import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { WrittenFile } from '../manifests/written-tree.js';
import { unavailable } from './availability.js';

/** What {@link kubernetesTree} says when it gives nothing; for `ctx.skip`. */
export const noKubernetesTree =
  'CIP_TEST_TREE does not name the thin manifest tree of the Kubernetes project (2023-09)';

/**
 * All files of the thin manifest tree of the Kubernetes project, in the folder that `CIP_TEST_TREE` names; paths are
 * relative to it, with `/`. None when the variable is not set, with the reason on stderr.
 */
export function kubernetesTree(): WrittenFile[] {
  const folder = process.env['CIP_TEST_TREE'] ?? '';
  if (folder !== '') return filesIn(folder);
  unavailable(noKubernetesTree);
  return [];
}

function filesIn(folder: string): WrittenFile[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map(({ parentPath, name }) => {
    const file = path.join(parentPath, name);
    const relative = path.relative(folder, file).split(path.sep).join('/');
    return { path: relative, shownAs: relative, text: readFileSync(file, 'utf8') };
  });
}
