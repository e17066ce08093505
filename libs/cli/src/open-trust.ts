import os from 'node:os';
import path from 'node:path';
import type { TrustConfiguration } from '@cip/configuration';
import type { ManifestInput } from '@cip/manifest';
import { UsageError } from '@cip/runtime';
import type { Trust, TrustedKey, TrustRoot } from '@cip/signing';
import { readGivenFile, type ReadOptions, readTreeFile, type TreeLocation } from '@cip/source';
import { fetchedAgain } from './fetched-again.js';

/** Reads a file by the name that a configuration or a flag gives it. Throws `UsageError`. */
export type ReadText = (name: string) => Promise<string>;

/**
 * What signatures are verified with: the files that are configured, or the trust root of the public Sigstore, which is fetched
 * when the first certificate is to be verified. Throws `UsageError` for a file that is missing or of no use.
 */
export async function openTrust(
  { root, keys: names, identities = [] }: TrustConfiguration,
  read: ReadText,
): Promise<Trust> {
  const { readTrustRoot } = await import('@cip/signing');
  const [keys, text] = await Promise.all([
    Promise.all(names.map(async (name) => trustedKey(await read(name), name))),
    root === undefined ? undefined : read(root),
  ]);
  if (root !== undefined && text !== undefined) {
    const trusted = await orUnusable(() => readTrustRoot(text, root));
    return { root: () => Promise.resolve(trusted), keys, identities };
  }
  return { root: fetchedAgain(publicRoot), keys, identities };
}

/** Reads the files that the configuration of a tree names, from where the tree is read. */
export function filesOfTree(location: TreeLocation, options: ReadOptions = {}): ReadText {
  return async (name) => {
    const file = await readTreeFile(location, name, options);
    return textOf(file, file?.shownAs ?? name);
  };
}

/** Reads files that flags name. Throws `SourceError` for one that is not there. */
export function givenFiles(options: ReadOptions = {}): ReadText {
  return async (name) => textOf(await readGivenFile(name, 'Check its name.', options), name);
}

async function trustedKey(text: string, name: string): Promise<TrustedKey> {
  const { readTrustedKey } = await import('@cip/signing');
  return orUnusable(() => readTrustedKey(text, name));
}

async function publicRoot(): Promise<TrustRoot> {
  const { publicGoodRoot, TrustError } = await import('@cip/signing');
  const caches = process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache');
  try {
    return await publicGoodRoot({ cache: path.join(caches, 'container-image-promoter', 'sigstore') });
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    return { missing: error.message };
  }
}

function textOf(file: ManifestInput | undefined, shownAs: string): string {
  if (file && 'text' in file) return file.text;
  const why = file && 'unreadable' in file ? file.unreadable : 'there is no such file';
  throw new UsageError(`${shownAs}: ${why}`, [remedy]);
}

const remedy = 'Correct the trust root or key that the configuration or the flag names.';

async function orUnusable<T>(read: () => T): Promise<T> {
  const { TrustError } = await import('@cip/signing');
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    throw new UsageError(error.message, [remedy]);
  }
}
