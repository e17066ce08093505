import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { workspace } from './workspace.js';

/** One program that a script ran, or would have run. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
}

export interface ScriptOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Run the built programs of this repository; otherwise they only say how they were called. */
  readonly isReal?: boolean;
  /** Milliseconds. Default: 60 000. */
  readonly timeout?: number;
}

export interface ScriptResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly Call[];
}

const apps = { cip: 'promoter', 'cip-lint': 'linter', 'cip-auditor': 'auditor', 'cip-backup': 'backup' };
/** Programs that only say how they were called. */
const recorded = ['npm', 'nx', 'prettier', 'gcloud', 'kubectl', 'docker', 'gh'];

const recorder = `#!${process.execPath}
const [, file, ...args] = process.argv;
const program = require('node:path').basename(file);
require('node:fs').appendFileSync(process.env.CIP_RECORDED_CALLS, JSON.stringify({ program, args }) + '\\n');
`;

/** Ends with 99 when a program is about to be given the name of a registry that is not of this machine. */
const guard = `
const [, , ...args] = process.argv;
const { existsSync } = require('node:fs');
const isSaid = (i) => args[i - 1] === '--pubsub-audience' || args[i].startsWith('--pubsub-audience=');
const names = args.flatMap((arg, i) => (isSaid(i) ? [] : arg.split(/[=,]/)));
const strange = names.filter((name) => /^(https?:\\/\\/)?([\\w-]+\\.)+[a-z]{2,}[:/]/.test(name) && !existsSync(name));
if (strange.length > 0) {
  console.error('not of this machine: ' + strange.join(', '));
  process.exit(99);
}
`;

/**
 * Has a shell run a script, in an environment without credentials. Of other programs only those of the system are real, such
 * as Git; whoever is on the list of recorded ones does nothing and succeeds.
 */
export async function runScript(script: string, options: ScriptOptions): Promise<ScriptResult> {
  const folders = new TemporaryFolders();
  try {
    const folder = await folders.create();
    const bin = await writePrograms(path.join(folder, 'bin'), options.isReal ?? false);
    const record = path.join(folder, 'calls');
    await writeFile(record, '');
    const ended = await runShell(script, { ...options, env: environment(bin, record, options.env) });
    const lines = (await readFile(record, 'utf8')).split('\n').filter((line) => line !== '');
    return { ...ended, calls: lines.map((line) => JSON.parse(line) as Call) };
  } finally {
    await folders.remove();
  }
}

async function writePrograms(bin: string, isReal: boolean): Promise<string> {
  await mkdir(bin);
  const guardFile = path.join(bin, 'guard.cjs');
  const programs = new Map(recorded.map((name) => [name, recorder]));
  for (const [name, app] of Object.entries(apps)) {
    programs.set(name, isReal ? starterOf(app, guardFile) : recorder);
  }
  programs.set('npx', '#!/bin/sh\nexec "$@"\n').set('guard.cjs', guard);
  for (const [name, text] of programs) {
    const file = path.join(bin, name);
    await writeFile(file, text);
    await chmod(file, 0o755);
  }
  return bin;
}

function starterOf(app: string, guard: string): string {
  const bundle = path.join(workspace, 'dist/apps', app, 'main.js');
  const node = `'${process.execPath}'`;
  return `#!/bin/sh\n${node} '${guard}' "$@" && exec ${node} '${bundle}' "$@"\n`;
}

function environment(bin: string, record: string, more: ScriptOptions['env']): Record<string, string> {
  const nobody = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
  return {
    PATH: [bin, process.env['PATH'] ?? ''].join(path.delimiter),
    HOME: '/nonexistent',
    DOCKER_CONFIG: '/nonexistent',
    LANG: 'C.UTF-8',
    CIP_RECORDED_CALLS: record,
    ...nobody,
    ...more,
  };
}

function runShell(
  script: string,
  { cwd, env, timeout = 60_000 }: ScriptOptions,
): Promise<Omit<ScriptResult, 'calls'>> {
  const child = spawn('sh', ['-euc', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      resolve({ code: code ?? -1, stdout, stderr });
    });
  });
}
