import type { Screen } from '@cip/cli';
import { type ManifestTree, type Problem, problemKey } from '@cip/manifest';

/** Says where a comparison cannot be complete: what the older tree did not say cannot be missed in the newer one. */
export async function warnOfBase(
  base: ManifestTree,
  tree: ManifestTree,
  revision: string,
  screen: Screen,
): Promise<void> {
  if (base.files.length === 0 && tree.files.length > 0) {
    const log = await screen.openLog();
    log.warn('there were no manifests here before, so nothing counts as moved or removed', { revision });
  }
  const present = new Set(tree.problems.map(problemKey));
  // What hides more than one entry is a finding: the rule base-unreadable.
  const [mended, ...others] = base.problems.filter(
    (problem) => problem.severity === 'error' && isAboutEntry(problem) && !present.has(problemKey(problem)),
  );
  if (!mended) return;
  const { file, line } = mended.where;
  const log = await screen.openLog();
  log.warn('a mistake is mended: what it hid before cannot be compared', {
    revision,
    file,
    line,
    rule: mended.rule,
    ...(others.length > 0 && { others: others.length }),
  });
}

function isAboutEntry({ touches: { digest, tags } }: Problem): boolean {
  return digest !== undefined || tags !== undefined;
}
