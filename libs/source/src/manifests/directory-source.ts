import path from 'node:path';
import { directoryVersion, type DirectoryVersion } from '../directory-version.js';
import { cleanRevision } from '../git/clean-revision.js';
import { readThinTree } from '../read-thin-tree.js';
import { SourceError } from '../source-error.js';
import { configurationOf } from './configuration-of.js';
import { earlierTrees } from './earlier-trees.js';
import type { ManifestSource, Reading } from './manifest-source.js';
import { trustFilesOf } from './trust-files.js';

const attempts = 5;

/** A directory on disk, which others write to whenever they like. `clock` is that of the file system. */
export function directorySource(directory: string, clock: () => number = Date.now): ManifestSource {
  return {
    read: async (known, signal) => {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const reading = await readOnce(directory, clock(), known, signal);
        if (reading) return reading;
      }
      const reason = 'its files change faster than they can be read';
      throw new SourceError('NOT_READABLE', directory, reason, 'Replace the directory as a whole.');
    },
    before: (revision, broken, signal) => earlierTrees(path.resolve(directory), revision, broken, signal),
    close: () => Promise.resolve(),
  };
}

/** Undefined when something changed in between: what was read may be half of one state and half of another. */
async function readOnce(
  directory: string,
  now: number,
  known: string | undefined,
  signal: AbortSignal,
): Promise<Reading | undefined> {
  const before = await stateOf(directory, now, signal);
  if (before && before.version === known) return { revision: before.revision, version: known };
  // Says what is wrong with the directory when there is no state of it.
  const [tree, configuration] = await Promise.all([
    readThinTree({ directory }, { signal }),
    configurationOf({ directory }, { signal }),
  ]);
  const trustFiles = await trustFilesOf(configuration, { directory }, { signal });
  const after = await stateOf(directory, now, signal);
  if (!before || before.version !== after?.version || before.revision !== after.revision) return undefined;
  return {
    revision: before.revision,
    version: after.isSettled ? after.version : undefined,
    tree,
    configuration,
    trustFiles,
  };
}

async function stateOf(
  directory: string,
  now: number,
  signal: AbortSignal,
): Promise<(DirectoryVersion & { readonly revision: string }) | undefined> {
  const version = await directoryVersion(directory, { now, signal }).catch(() => undefined);
  signal.throwIfAborted();
  return version && { ...version, revision: (await cleanRevision(directory, signal)) ?? 'working tree' };
}
