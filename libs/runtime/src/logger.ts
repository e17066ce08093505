import { Writable } from 'node:stream';
import { jsonLine, type LogFields, type LogLevel, textLine } from './log-line.js';

/** Writes lines of a log. Secrets are the caller's duty; control characters are escaped here. */
export interface Logger {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  /** A logger that adds the fields to every line. */
  child(fields: LogFields): Logger;
}

export interface LoggerOptions {
  /** The least important level that is written; default info. */
  readonly level?: LogLevel;
  /** Default text. */
  readonly format?: 'text' | 'json';
  /** Of text; default false. */
  readonly color?: boolean;
  /** Takes each line with its end; default standard error. */
  readonly write?: (text: string) => void;
  /** Default the system's clock. */
  readonly now?: () => Date;
}

/** A logger on standard error. Loads winston, which takes longer than a short command: hence a promise. */
export async function createLogger(options: LoggerOptions = {}): Promise<Logger> {
  const { level = 'info', format = 'text', color = false, now = () => new Date() } = options;
  const { default: winston } = await import('winston');
  const render = (entry: { level: LogLevel; message: string; fields: LogFields }) =>
    format === 'json' ? jsonLine({ ...entry, time: now() }) : textLine({ ...entry, time: now() }, color);
  // Fields travel under one name: winston joins a field `message` to the message.
  const printed = winston.format.printf(({ level: at, message, fields }) =>
    render({ level: at as LogLevel, message: String(message), fields: fields as LogFields }),
  );
  const logger = winston.createLogger({ level, format: printed });
  logger.pipe(sink(options.write ?? toStandardError));
  // Asked first because winston formats what it then drops.
  return loggerOn((at, message, fields) => {
    if (logger.isLevelEnabled(at)) logger.log({ level: at, message, fields });
  }, {});
}

const formatted = Symbol.for('message');

type Log = (level: LogLevel, message: string, fields: LogFields) => void;

function loggerOn(log: Log, shared: LogFields): Logger {
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      log(level, message, { ...shared, ...fields });
    };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: (fields) => loggerOn(log, { ...shared, ...fields }),
  };
}

/** Takes what winston formatted; it keeps the text under a symbol. */
function sink(write: (text: string) => void): Writable {
  return new Writable({
    objectMode: true,
    write: (entry: { readonly [formatted]: string }, _encoding, done) => {
      write(`${entry[formatted]}\n`);
      done();
    },
  });
}

function toStandardError(text: string): void {
  process.stderr.write(text);
}
