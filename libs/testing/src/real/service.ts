import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { execa } from 'execa';

/** A program that serves until it is stopped. It is also ended when the test process exits. */
export interface Service {
  /** Ends the process by its own id and waits for its end. */
  readonly stop: () => Promise<void>;
}

/** How to start a program, and how to see that it serves. */
export interface ServiceCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** The line of output that says that the program serves. */
  readonly ready: RegExp;
  /** How long that may take, in seconds. Default: 30. */
  readonly readyWithin?: number;
}

/** A program ended, or said nothing of being ready in time. `output` is what it wrote last. */
export class ServiceFailedError extends Error {
  readonly code = 'SERVICE_FAILED';

  constructor(
    readonly program: string,
    readonly output: string,
    reason: string,
  ) {
    super(`${program} ${reason}; it wrote:\n${output}`);
    this.name = 'ServiceFailedError';
  }
}

/** Starts a program and waits until it is ready; gives the line that said so. Throws {@link ServiceFailedError}. */
export async function startService(command: ServiceCommand): Promise<Service & { readonly line: string }> {
  const child = execa(command.program, command.args, {
    all: true,
    buffer: false,
    reject: false,
    stdin: 'ignore',
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await child;
  };
  try {
    return { line: await firstLine(child.all, command), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function firstLine(
  output: Readable,
  { program, ready, readyWithin = 30 }: ServiceCommand,
): Promise<string> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(deadline);
      reject(new ServiceFailedError(program, lines.slice(-20).join('\n'), reason));
    };
    const deadline = setTimeout(fail, readyWithin * 1000, `was not ready after ${readyWithin} seconds`);
    // The reader goes on to the end, so that the program never waits for a full pipe.
    const reader = createInterface({ input: output });
    reader.on('line', (line) => {
      if (lines.push(line) > 100) lines.shift();
      if (!ready.test(line)) return;
      clearTimeout(deadline);
      resolve(line);
    });
    reader.on('close', () => {
      fail('ended');
    });
  });
}
