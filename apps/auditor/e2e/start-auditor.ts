import { fileURLToPath } from 'node:url';
import { type CommandOptions, type CommandResult, startCommand } from '@cip/testing';

const command = fileURLToPath(new URL('../../../dist/apps/auditor/main.js', import.meta.url));

/** Runs the built command to its end, however it ends. */
export function runAuditor(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return startCommand(command, args, options).finished;
}

/** A service that is ready. */
export interface RunningAuditor {
  /** Without a slash at the end. */
  readonly address: string;
  kill(signal: NodeJS.Signals): void;
  readonly finished: Promise<CommandResult>;
}

/** Starts the built service on a port of this machine, by default on a free one. Rejects when it ends before it is ready. */
export async function startAuditor(
  args: readonly string[],
  { port = 0, ...options }: Omit<CommandOptions, 'onStderr'> & { readonly port?: number } = {},
): Promise<RunningAuditor> {
  let isReady: (address: string) => void = () => undefined;
  const ready = new Promise<string>((resolve) => (isReady = resolve));
  const running = startCommand(command, ['serve', '--host', '127.0.0.1', '--port', `${port}`, ...args], {
    timeout: 60_000,
    ...options,
    onStderr: (stderr) => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(stderr)?.[0];
      if (address !== undefined && /\bready\b/.test(stderr)) isReady(address);
    },
  });
  const ended = running.finished.then(({ code, stderr }) => {
    throw new Error(`it ended with ${code} before it was ready\n${stderr}`);
  });
  ended.catch(() => undefined);
  return { ...running, address: await Promise.race([ready, ended]) };
}
