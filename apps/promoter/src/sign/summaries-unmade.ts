import type { SigningConfiguration } from '@cip/configuration';
import type { GitPlace } from '@cip/source';

/** A commit that others can look up. */
export type PublicCommit = Required<Pick<GitPlace, 'commit' | 'url' | 'path'>>;

/** The commit that manifests are read at, with the address of its repository; undefined where there is none. */
export function publicCommit(git: GitPlace | undefined): PublicCommit | undefined {
  if (git?.commit === undefined || git.url === undefined) return undefined;
  return { path: git.path, commit: git.commit, url: git.url };
}

/** Why no verification summary is made, although the configuration asks for them; undefined where they are. */
export function whyNoSummaries(
  { summaries }: Pick<SigningConfiguration, 'summaries'>,
  git: GitPlace | undefined,
): string | undefined {
  if (!summaries || publicCommit(git)) return undefined;
  return git?.commit === undefined
    ? 'no verification summaries are made, as the manifests are at no commit: commit them, or give --revision'
    : 'no verification summaries are made, as the repository has no remote "origin" with a public address';
}
