import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { orWrongLocation } from '@cip/cli';
import { printable } from '@cip/oci';
import { writeFileAtomic } from '@cip/runtime';
import { commitFiles, gitTopLevel, prepareCommit } from '@cip/source';
import type { CommitSettings } from './commit-flags.js';
import { shellWord } from './shell-word.js';

/** Files to write, each with its path relative to the working directory, and how to commit them. */
export interface FileChange {
  readonly files: readonly { readonly file: string; readonly text: string }[];
  /** A name for the branch; what Git would not take in one is replaced. */
  readonly branch: string;
  /** The first line says what the commit does. */
  readonly message: string;
}

/**
 * Writes each file as a whole or not at all, and commits them if asked to: what stands in the way of that is found before
 * anything is written. Gives what to print: the commit, or the commands that make one. Throws `UsageError`.
 */
export async function writeChange(
  { files, branch: suggested, message }: FileChange,
  settings: CommitSettings,
  signal: AbortSignal,
): Promise<string> {
  const names = files.map(({ file }) => file);
  const branch = settings.branch ?? branchName(suggested);
  const plan = settings.commit
    ? await orWrongLocation(() => prepareCommit({ files: names, branch, signal }))
    : undefined;
  for (const { file, text } of files) await writeFileAtomic(await realpath(file).catch(() => file), text);
  if (plan) {
    const commit = await orWrongLocation(() => commitFiles(plan, message, signal));
    return `Committed as ${commit.slice(0, 12)} on the new branch ${printable(branch)}.\n`;
  }
  const [first = '.'] = names;
  if ((await gitTopLevel(path.resolve(path.dirname(first)))) === undefined) return '';
  return `To commit it:\n${commands(names, branch, message)}`;
}

function commands(files: readonly string[], branch: string, message: string): string {
  const [title = ''] = message.split('\n', 1);
  const words = files.map(shellWord).join(' ');
  const lines = [
    `git switch -c ${shellWord(branch)}`,
    `git add -- ${words}`,
    `git commit -m ${shellWord(title)} -- ${words}`,
  ];
  return lines.map((line) => `  ${printable(line)}\n`).join('');
}

/** What Git takes as the name of a branch (git-check-ref-format). */
function branchName(text: string): string {
  return text
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replace(/^[-.]+/, '')
    .replace(/(?:\.lock|[-.])+$/, '');
}
