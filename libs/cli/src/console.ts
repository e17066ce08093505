import {
  chunked,
  createLogger,
  createProgress,
  type Logger,
  type LogLevel,
  type Progress,
} from '@cip/runtime';

export interface ConsoleOptions {
  readonly level: LogLevel;
  readonly format: 'text' | 'json';
  readonly color: boolean;
}

/** What a command says to people without a log: results on stdout, progress on stderr. */
export interface Screen {
  readonly progress: Progress;
  print(text: string): void;
  /** The same for what is too long to be in memory. Resolves when the last piece was taken. */
  printPieces(pieces: Iterable<string>): Promise<void>;
  /** Whether stdout takes colours. */
  readonly color: boolean;
  /** Of the terminal in characters, if stdout is one. */
  readonly width: number | undefined;
  /** The log on stderr, above the progress; always the same one. Loading it takes longer than a short command. */
  openLog(): Promise<Logger>;
}

/** A screen whose log is open. */
export interface Console extends Screen {
  readonly log: Logger;
}

export function createScreen(options: ConsoleOptions): Screen {
  const { stdout, stderr } = process;
  const progress = createProgress({
    stream: stderr,
    isTerminal: stderr.isTTY,
    enabled: options.format === 'text' && options.level !== 'error',
  });
  let log: Promise<Logger> | undefined;
  const openLog = (): Promise<Logger> =>
    createLogger({
      level: options.level,
      format: options.format,
      color: options.color && stderr.isTTY,
      write: (line) => {
        progress.above(line);
      },
    });
  return {
    progress,
    print: (text) => {
      stdout.write(text);
    },
    printPieces: async (pieces) => {
      for (const chunk of chunked(pieces)) {
        if (!stdout.write(chunk)) await drained(stdout);
        // Whoever read it has gone away.
        if (stdout.destroyed) return;
      }
    },
    color: options.color,
    width: stdout.isTTY ? stdout.columns : undefined,
    openLog: () => (log ??= openLog()),
  };
}

/** A screen with its log, for commands that take their time. */
export async function openConsole(options: ConsoleOptions): Promise<Console> {
  const screen = createScreen(options);
  return { ...screen, log: await screen.openLog() };
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      stream.off('drain', finish).off('close', finish);
      resolve();
    };
    stream.on('drain', finish).on('close', finish);
  });
}
