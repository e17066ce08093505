import { stat } from 'node:fs/promises';
import path from 'node:path';
import { canonicalRewrites, type Console, type Rewrite, writeRewrites } from '@cip/cli';
import type { ManifestFile, Problem } from '@cip/manifest';
import { printable } from '@cip/oci';
import { ExitCode } from '@cip/runtime';
import { treeAroundFile } from '@cip/source';
import type { FmtRequest } from './fmt-request.js';
import { readLocation } from './read-location.js';

/** Files that are to be formatted, what is wrong with some of them, and what is to change. */
interface Formatted {
  readonly files: readonly ManifestFile[];
  readonly mistakes: readonly Problem[];
  readonly rewrites: readonly Rewrite[];
}

/** Puts manifests in canonical form. Resolves with the exit code. */
export async function runFmt(request: FmtRequest, console: Console, signal: AbortSignal): Promise<number> {
  const distinct = new Map(request.paths.map((given) => [path.resolve(given), given]));
  const all: Formatted[] = [];
  for (const given of distinct.values()) all.push(await format(given, request, signal));
  const files = new Set(all.flatMap((one) => one.files.map((file) => file.path)));
  const rewrites = new Map(all.flatMap((one) => one.rewrites.map((rewrite) => [rewrite.file, rewrite])));
  const mistakes = all.flatMap((one) => one.mistakes);
  if (!request.check) await writeRewrites([...rewrites.values()]);
  const verb = request.check ? 'not in canonical form' : 'rewritten';
  const lines = [...rewrites.keys()].map((file) => `${verb}: ${file}`);
  const said = mistakes.map(({ where, message }) => {
    return `not formatted: ${where.file}:${where.line}:${where.column}: ${message}`;
  });
  const [toDo, broken] = [rewrites.size, new Set(mistakes.map(({ where }) => where.file)).size];
  const summary = summaryOf(files.size, toDo, broken, request.check);
  console.print([...lines, ...said, summary].map((line) => `${printable(line)}\n`).join(''));
  return broken > 0 || (request.check && toDo > 0) ? ExitCode.complaint : ExitCode.ok;
}

async function format(given: string, request: FmtRequest, signal: AbortSignal): Promise<Formatted> {
  const tree = await treeOf(given);
  const found = await readLocation(tree ?? given, { policyFile: request.policyFile, signal });
  const only = tree === undefined ? undefined : path.resolve(given);
  const isMeant = (file: string): boolean => only === undefined || path.resolve(file) === only;
  return {
    files: found.tree.files.filter((file) => isMeant(file.path)),
    mistakes: found.tree.problems.filter(
      ({ severity, where }) => severity === 'error' && isMeant(where.file),
    ),
    rewrites: canonicalRewrites(found.tree, found.policy, found.pathInTree).filter(({ file }) =>
      isMeant(file),
    ),
  };
}

/** The tree that a file is a part of, relative to the working directory. */
async function treeOf(given: string): Promise<string | undefined> {
  const stats = await stat(given).catch(() => undefined);
  const tree = stats?.isFile() === true ? treeAroundFile(path.resolve(given)) : undefined;
  return tree === undefined ? undefined : path.relative(process.cwd(), tree) || '.';
}

function summaryOf(files: number, toDo: number, broken: number, check: boolean): string {
  const amount = `${files} ${files === 1 ? 'file' : 'files'}`;
  const done = toDo > 0 ? `${toDo} of ${amount} ${check ? 'to rewrite' : 'rewritten'}` : undefined;
  const mistaken =
    broken > 0 ? `${broken} with mistakes ${check ? 'would stay' : 'stayed'} as written` : undefined;
  return `${[done ?? `${amount} checked, nothing to rewrite`, mistaken].filter(Boolean).join('; ')}.`;
}
