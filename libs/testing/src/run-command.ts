import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

export interface CommandOptions {
  /** Added to an environment without the variables of CI, Docker and the program itself. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the folder for temporary files. */
  readonly cwd?: string;
  /** Called with all of stderr so far, whenever there is more of it. */
  readonly onStderr?: (stderr: string) => void;
  /** After this time, in milliseconds, the process is killed and the run is an error. Default: 20 000. */
  readonly timeout?: number;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

export interface CommandResult {
  /** The exit code; -1 when a signal ended the process. */
  readonly code: number;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  /** Sends a signal to the process. */
  kill(signal: NodeJS.Signals): void;
  /** Rejects when the process had to be killed for running too long. */
  readonly finished: Promise<CommandResult>;
}

/** Starts a built program of Node, in an environment where who runs the tests has no say. */
export function startCommand(
  script: string,
  args: readonly string[],
  options: CommandOptions = {},
): RunningCommand {
  const { cwd = tmpdir(), env, nodeOptions = [] } = options;
  const child = spawn(process.execPath, [...nodeOptions, script, ...args], {
    cwd,
    env: { ...soundEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { kill: (signal) => void child.kill(signal), finished: resultOf(child, [script, ...args], options) };
}

/** No credentials, no proxies, no variables of CI. */
function soundEnvironment(): Record<string, string> {
  const { PATH = '' } = process.env;
  return { PATH, HOME: '/nonexistent', DOCKER_CONFIG: '/nonexistent', LANG: 'C.UTF-8' };
}

function resultOf(
  child: ChildProcess,
  command: readonly string[],
  { onStderr, timeout = 20_000 }: CommandOptions,
): Promise<CommandResult> {
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
      reject(new Error(`${command.join(' ')} was not done after ${timeout} ms\n${stdout}\n${stderr}`));
    }, timeout);
    child.once('error', reject).once('close', (code, signal) => {
      clearTimeout(late);
      resolve({ code: code ?? -1, signal, stdout, stderr });
    });
  });
}
