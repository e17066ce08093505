const MiB = 1024 * 1024;

/**
 * How large and how involved manifests may be. Whoever opens a pull request may write anything, so that these limits are what
 * keeps a lint within 30 seconds and 512 MB, also where two trees are compared. Each leaves the tree of the Kubernetes project
 * of 2023-09 at least six times the room that it takes.
 */
export const limits = {
  /** Bytes of one file: it takes one to two seconds to read one of the worst kind. Of a text that is there, UTF-16 units. */
  file: 8 * MiB,
  /** Bytes of all manifest files of one tree, as all texts stay in memory: findings are shown with the lines that they stand in. */
  tree: 12 * MiB,
  /** Manifest files of one tree: each costs some system calls, and some lines of a report. */
  files: 5_000,
  /**
   * Values of one file. Where a file is not written in the usual way they are counted by the characters that separate them,
   * which is quick and more than there are: the events of the YAML parser take a hundred bytes for each.
   */
  valuesInFile: 300_000,
  /** Values of all files of one tree, keys, texts, lists and mappings: what is read of them stays in memory. */
  valuesInTree: 400_000,
  /** Lists and mappings within each other: readers of YAML call themselves for each level. */
  nesting: 20,
  /** Aliases of one file. */
  aliases: 1_000,
  /** Values that all aliases of one file together stand for: aliases of aliases multiply. */
  aliasedValues: 10_000,
  /** UTF-16 units that all aliases of one file together stand for: written out, they must not be longer than a file may be. */
  aliasedText: MiB,
  /** Deviations of one file from its schema. With more of them nothing of the file is used, as nobody meant it. */
  faults: 20_000,
  /** Problems of one file that are listed; the others are counted. */
  problemsInFile: 1_000,
  /** Problems of one tree that are listed; of files beyond that one problem each says how many there are. */
  problemsInTree: 10_000,
  /** Registries of one manifest: each is a destination of every image. */
  registries: 600,
  /** Destination repositories of one tree, images times registries: where images meet is looked for among them. */
  repositories: 100_000,
  /** Tags of the images that go to the same repositories, counted for each such group: all of them are compared. */
  comparedTags: 100_000,
  /** Findings of one rule that a report lists; the others are counted. GitHub shows 5,000. */
  findingsOfRule: 5_000,
  /** Tags and digests that the review table of a change lists; the others are counted. */
  reviewRows: 20_000,
  /** Digests and tags of one tree times the registries that they go to: what two trees are compared by. */
  promotions: 8_000_000,
} as const;

/** {@link limits} of one file, in bytes. */
export const largestFile = limits.file;
/** {@link limits} of all files of one tree, in bytes. */
export const largestTree = limits.tree;
/** {@link limits} of one tree, in manifest files. */
export const mostFiles = limits.files;
