import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program in a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves once standard error holds the text. */
  readonly says: (text: string) => Promise<void>;
  readonly result: Promise<Result>;
}

const source = fileURLToPath(new URL('..', import.meta.url));

// CommonJS packages inside an ES module bundle look for these names, as in the programs' own bundles.
const banner = [
  "import { createRequire } from 'node:module';",
  'const require = createRequire(import.meta.url);',
  'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('\n');

/** Bundles a script that may import from './index.js', and runs it in a child process; `shell` wraps the command. */
export async function start(script: string, shell?: string): Promise<Running> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cip-runtime-'));
  const file = path.join(folder, 'main.mjs');
  await build({
    stdin: { contents: script, resolveDir: source, loader: 'ts' },
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: banner },
    logLevel: 'error',
  });
  const [command, args] = shell
    ? ['bash', ['-c', shell, process.execPath, file]]
    : [process.execPath, [file]];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const result = new Promise<Result>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => {
      rm(folder, { recursive: true }).then(() => {
        resolve({ code, ...output });
      }, reject);
    });
  });
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const check = (): void => {
        if (output.stderr.includes(text)) resolve();
      };
      child.stderr.on('data', check);
      child.once('close', () => {
        reject(new Error(`the program ended without saying ${JSON.stringify(text)}: ${output.stderr}`));
      });
      check();
    });
  return { child, says, result };
}

/** Runs a script to its end. */
export async function run(script: string, shell?: string): Promise<Result> {
  return (await start(script, shell)).result;
}
