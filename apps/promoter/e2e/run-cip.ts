import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const command = fileURLToPath(new URL('../../../dist/apps/promoter/main.js', import.meta.url));

export interface RunOptions {
  /** Added to an environment without the variables of CI, Docker and the program itself. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called with all of stderr so far, whenever there is more of it. */
  readonly onStderr?: (stderr: string) => void;
  /** After this time, in milliseconds, the process is killed and the run is an error. Default: 20 000. */
  readonly timeout?: number;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

export interface CipResult {
  /** The exit code; -1 when a signal ended the process. */
  readonly code: number;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCip {
  /** Sends a signal to the process. */
  kill(signal: NodeJS.Signals): void;
  /** Rejects when the process had to be killed for running too long. */
  readonly finished: Promise<CipResult>;
}

/** Runs the built command to its end, however it ends. Throws when it takes too long. */
export async function runCip(args: readonly string[], options: RunOptions = {}): Promise<CipResult> {
  return startCip(args, options).finished;
}

/** Starts the built command. */
export function startCip(args: readonly string[], options: RunOptions = {}): RunningCip {
  const { cwd = tmpdir(), env, nodeOptions = [] } = options;
  const child = spawn(process.execPath, [...nodeOptions, command, ...args], {
    cwd,
    env: { ...soundEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { kill: (signal) => void child.kill(signal), finished: resultOf(child, args, options) };
}

/** Who runs the tests has no say: no credentials, no proxies, no variables of CI. */
function soundEnvironment(): Record<string, string> {
  const { PATH = '' } = process.env;
  return { PATH, HOME: '/nonexistent', DOCKER_CONFIG: '/nonexistent', LANG: 'C.UTF-8' };
}

function resultOf(
  child: ChildProcess,
  args: readonly string[],
  { onStderr, timeout = 20_000 }: RunOptions,
): Promise<CipResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    onStderr?.(stderr);
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`cip ${args.join(' ')} was not done after ${timeout} ms\n${stdout}\n${stderr}`));
    }, timeout);
    child.once('error', reject).once('close', (code, signal) => {
      clearTimeout(late);
      resolve({ code: code ?? -1, signal, stdout, stderr });
    });
  });
}

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A new folder, gone after the last test of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cip-e2e-'));
  folders.push(folder);
  return folder;
}

/** One subproject of a thin manifest tree. Registries are `host[:port]/path`. */
export interface Subproject {
  readonly source: string;
  readonly destinations: readonly string[];
  readonly images: Images;
}

/** Image name → digest → tags. */
export type Images = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Writes a thin manifest tree; `files` go over it, by their paths in the folder. */
export async function writeTree(
  folder: string,
  subprojects: Readonly<Record<string, Subproject>>,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  const written = Object.entries(subprojects).flatMap(([name, subproject]) => [
    [`manifests/${name}/promoter-manifest.yaml`, registriesYaml(subproject)] as const,
    [`images/${name}/images.yaml`, imagesYaml(subproject.images)] as const,
  ]);
  for (const [name, text] of [...written, ...Object.entries(files)]) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** The `registries` part of a manifest. */
export function registriesYaml({ source, destinations }: Omit<Subproject, 'images'>): string {
  const lines = destinations.map((name) => `- name: ${name}\n`);
  return `registries:\n- name: ${source}\n  src: true\n${lines.join('')}`;
}

/** An `images.yaml`: a list. Tags are quoted, as the formatter of manifests writes them. */
export function imagesYaml(images: Images): string {
  const entries = Object.entries(images).map(([name, digests]) => {
    const dmap = Object.entries(digests).map(
      ([digest, tags]) => `    "${digest}": ${JSON.stringify(tags)}\n`,
    );
    return `- name: ${name}\n  dmap:\n${dmap.join('')}`;
  });
  return entries.join('');
}
