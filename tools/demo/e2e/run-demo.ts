import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const workspace = fileURLToPath(new URL('../../../', import.meta.url));

export interface RunningDemo {
  readonly child: ChildProcess;
  /** All of stdout and stderr so far. */
  readonly output: () => string;
  /** Resolves as soon as the output has the text; rejects when the demo ends without it. */
  readonly says: (text: string) => Promise<void>;
  /** The exit code. */
  readonly finished: Promise<number | null>;
}

/** Starts the built demo. What hangs ends after a minute and a half. */
export function startDemo(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningDemo {
  const main = fileURLToPath(new URL('../../../dist/tools/demo/main.js', import.meta.url));
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 90_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const finished = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (output.includes(text)) resolve();
      };
      child.stdout.on('data', look);
      child.once('close', () => {
        reject(new Error(`the demo ended without saying ${text}:\n${output}`));
      });
      look();
    });
  return { child, output: () => output, says, finished };
}
