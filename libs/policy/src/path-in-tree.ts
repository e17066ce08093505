/** Gives the path of a file as patterns of a policy mean it: relative to the root of the tree, with `/`. */
export type PathInTree = (file: string) => string;

/** For trees whose root is the working directory. */
export const asShown: PathInTree = (file) => file;
