import { createHash } from 'node:crypto';
import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Which files a directory holds, by what the file system says about them without reading them. */
export interface DirectoryVersion {
  /** Differs when a file was written, replaced, added or removed, but for {@link isSettled}. */
  readonly version: string;
  /**
   * False when a file changed so recently that it may change again without a trace: file systems count time in steps,
   * of up to two seconds.
   */
  readonly isSettled: boolean;
}

const settled = 3_000;

/** Links are not followed: what they lead to lies in the directory, too. Rejects when it cannot be listed. */
export async function directoryVersion(directory: string, now: number): Promise<DirectoryVersion> {
  const root = await stat(directory, { bigint: true });
  const lines = [`${root.dev} ${root.ino}`];
  let newest = 0;
  for (const name of await namesBelow(directory)) {
    const { ino, size, mode, mtimeNs, ctimeNs } = await lstat(path.join(directory, name), { bigint: true });
    newest = Math.max(newest, Number(mtimeNs / 1_000_000n), Number(ctimeNs / 1_000_000n));
    lines.push([JSON.stringify(name), ino, size, mode, mtimeNs, ctimeNs].join(' '));
  }
  const version = createHash('sha256').update(lines.join('\n')).digest('hex');
  return { version, isSettled: newest < now - settled };
}

async function namesBelow(directory: string): Promise<string[]> {
  const names = await readdir(directory, { recursive: true });
  return names.filter((name) => !/^\.git(\/|$)/.test(name)).sort();
}
