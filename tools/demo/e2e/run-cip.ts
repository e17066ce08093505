import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { workspace } from './run-demo.js';

/** What the built command prints for `--help`, on lines of 80 characters. */
export async function helpOf(...command: readonly string[]): Promise<string> {
  const args = ['dist/apps/promoter/main.js', ...command, '--help'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: workspace });
  return stdout;
}
