import os from 'node:os';
import path from 'node:path';
import type { TrustConfiguration } from '@cip/configuration';
import { UsageError } from '@cip/runtime';
import type { Trust, TrustedKey } from '@cip/signing';
import { readTreeFile, type ReadOptions, type TreeLocation } from '@cip/source';

/**
 * What signatures are verified with: the files that the configuration of a tree names, from where the tree is read, or the
 * trust root of the public Sigstore, which is fetched when the result is first asked for. Throws `UsageError` for a file that
 * is missing or of no use.
 */
export async function openTrust(
  location: TreeLocation,
  configuration: TrustConfiguration = { keys: [] },
  options: ReadOptions = {},
): Promise<() => Promise<Trust>> {
  const { root } = configuration;
  const { readTrustRoot } = await import('@cip/signing');
  const read = (name: string): Promise<string> => textOf(location, name, options);
  const [keys, text] = await Promise.all([
    Promise.all(configuration.keys.map(async (name) => trustedKey(await read(name), name))),
    root === undefined ? undefined : read(root),
  ]);
  if (root !== undefined && text !== undefined) {
    const trusted = await orUnusable(() => readTrustRoot(text, root));
    return () => Promise.resolve({ root: trusted, keys });
  }
  return async () => ({ root: await publicRoot(), keys });
}

async function trustedKey(text: string, name: string): Promise<TrustedKey> {
  const { readTrustedKey } = await import('@cip/signing');
  return orUnusable(() => readTrustedKey(text, name));
}

async function publicRoot(): Promise<Trust['root']> {
  const { publicGoodRoot, TrustError } = await import('@cip/signing');
  const caches = process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache');
  try {
    return await publicGoodRoot({ cache: path.join(caches, 'container-image-promoter', 'sigstore') });
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    return { missing: error.message };
  }
}

async function textOf(location: TreeLocation, name: string, options: ReadOptions): Promise<string> {
  const file = await readTreeFile(location, name, options);
  if (file && 'text' in file) return file.text;
  const shown = file?.shownAs ?? name;
  const why = file && 'unreadable' in file ? file.unreadable : 'there is no such file';
  throw new UsageError(`${shown}: ${why}`, ['Correct the files under "trust" in .cip.yaml.']);
}

async function orUnusable<T>(read: () => T): Promise<T> {
  const { TrustError } = await import('@cip/signing');
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    throw new UsageError(error.message, ['Correct the files under "trust" in .cip.yaml.']);
  }
}
