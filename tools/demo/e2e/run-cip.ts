import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { workspace } from './run-demo.js';

/** The app that each command is built from. */
export const apps = {
  cip: 'promoter',
  'cip-lint': 'linter',
  'cip-auditor': 'auditor',
  'cip-backup': 'backup',
} as const;

/** What a built command prints for `--help`, on lines of 80 characters. */
export async function helpOf(program: keyof typeof apps, ...command: readonly string[]): Promise<string> {
  const args = [path.join('dist/apps', apps[program], 'main.js'), ...command, '--help'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: workspace });
  return stdout;
}
