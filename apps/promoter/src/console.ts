import { createLogger, createProgress, type Logger, type LogLevel, type Progress } from '@cip/runtime';

export interface ConsoleOptions {
  readonly level: LogLevel;
  readonly format: 'text' | 'json';
  readonly color: boolean;
}

/** What a command says to people: results on stdout; the log and progress on stderr. */
export interface Console {
  readonly log: Logger;
  readonly progress: Progress;
  print(text: string): void;
  /** Whether stdout takes colours. */
  readonly color: boolean;
  /** Of the terminal in characters, if stdout is one. */
  readonly width: number | undefined;
}

export async function openConsole(options: ConsoleOptions): Promise<Console> {
  const { stdout, stderr } = process;
  const progress = createProgress({
    stream: stderr,
    isTerminal: stderr.isTTY,
    enabled: options.format === 'text' && options.level !== 'error',
  });
  const log = await createLogger({
    level: options.level,
    format: options.format,
    color: options.color && stderr.isTTY,
    write: (line) => {
      progress.above(line);
    },
  });
  return {
    log,
    progress,
    print: (text) => {
      stdout.write(text);
    },
    color: options.color,
    width: stdout.isTTY ? stdout.columns : undefined,
  };
}
