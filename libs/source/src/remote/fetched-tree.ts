/** What was fetched last. */
export interface FetchedTree {
  /** The thin manifest tree as it stands in the revision. */
  readonly directory: string;
  /** The top level of the repository: paths relative to it are those of the repository. */
  readonly topLevel: string;
  /** The commit, in hexadecimal. */
  readonly revision: string;
}
