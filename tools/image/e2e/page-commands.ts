import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createGitRepository, writeFiles } from '@cip/testing';
import { temporaryFolder } from './run-tool.js';

/** A command of a page, as a shell understands it. */
export interface PageCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** What it was given for SOURCE_DATE_EPOCH. */
  readonly date: string | undefined;
}

/** The blocks of commands in a page: those without a language. */
export function commandBlocks(page: string): string[] {
  return [...page.matchAll(/^```\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

const recorder = `#!${process.execPath}
const [, file, ...args] = process.argv;
const program = require('node:path').basename(file);
console.log(JSON.stringify({ program, args, date: process.env.SOURCE_DATE_EPOCH }));
`;

/** Has a shell read a block in a Git repository, with npm and docker that only say how they were called. */
export async function readCommands(block: string): Promise<PageCommand[]> {
  await using repository = await createGitRepository();
  await repository.commit('something');
  const bin = await temporaryFolder();
  await writeFiles(bin, { npm: recorder, docker: recorder });
  for (const program of ['npm', 'docker']) await chmod(path.join(bin, program), 0o755);
  const { stdout } = await promisify(execFile)('sh', ['-euc', block], {
    cwd: repository.folder,
    env: { PATH: [bin, process.env['PATH']].join(path.delimiter), PWD: repository.folder },
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as PageCommand);
}
