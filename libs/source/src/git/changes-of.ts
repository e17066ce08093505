/** More changes than these are not looked at: each costs the reading of a tree. */
const mostChanges = 20;

/**
 * The arguments of git that list what {@link parentsIn} reads: the changes of some paths in a folder, of all of it where
 * none is given. The folder is relative to the top level, the paths are relative to the folder.
 */
export function listingChanges(commit: string, folder: string, inFolder: readonly string[]): string[] {
  const below = folder === '' ? '' : `${folder}/`;
  const all = folder === '' ? [] : [folder];
  const paths = inFolder.length === 0 ? all : inFolder.map((path) => `${below}${path}`);
  const options = ['--first-parent', '--format=parents %P', `--max-count=${mostChanges}`];
  return ['--literal-pathspecs', 'rev-list', ...options, commit, '--', ...paths];
}

/**
 * The commits that changes were made to, newest first; the last is undefined when nothing is known before its change,
 * because it was the first of all or because a shallow clone ends there.
 */
export function parentsIn(output: Uint8Array): readonly (string | undefined)[] {
  const lines = new TextDecoder().decode(output).split('\n');
  const parents = lines.filter((line) => line.startsWith('parents'));
  return parents.map((line) => line.split(' ')[1] || undefined);
}
