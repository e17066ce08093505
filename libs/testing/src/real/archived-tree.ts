import path from 'node:path';
import { unavailable } from './availability.js';

/** What {@link archivedTree} says when it gives nothing; for `ctx.skip`. */
export const noArchivedTree =
  'CIP_TEST_TREE does not name the thin manifest tree of the Kubernetes project (2023-09), beside which the archived one lies';

/**
 * The folder of the manifests that once filled the successors of `gcr.io/google-containers`, beside the tree that
 * `CIP_TEST_TREE` names. Undefined when the variable is not set, with the reason on stderr.
 */
export function archivedTree(): string | undefined {
  const folder = process.env['CIP_TEST_TREE'] ?? '';
  if (folder !== '') return path.join(folder, '../k8s.gcr.io/archived');
  unavailable(noArchivedTree);
  return undefined;
}
