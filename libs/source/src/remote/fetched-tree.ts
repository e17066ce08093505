import type { GitRepository } from '../git/run-git.js';

/** What was fetched last. To read it: `readThinTree(fetched, { cwd: fetched.repository.topLevel })`. */
export interface FetchedTree {
  /** Where the thin manifest tree stands in the revision. */
  readonly directory: string;
  /** Paths relative to its top level are those of the repository. */
  readonly repository: GitRepository;
  /** The commit, in hexadecimal. */
  readonly revision: string;
}
