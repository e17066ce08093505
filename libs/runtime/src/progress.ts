import { barLine, plainLine, type ProgressState } from './progress-line.js';

/** Tells people how far the work is. */
export interface Progress {
  update(state: ProgressState): void;
  /** Writes text that stays, such as a line of a log, without tearing the bar. */
  above(text: string): void;
  /** Takes the bar away. Nothing but `above` writes afterwards. */
  finish(): void;
}

export interface ProgressOptions {
  /** `columns` is asked anew for every bar: terminals change their size. */
  readonly stream: { write(text: string): unknown; readonly columns?: number | undefined };
  /** A terminal gets a bar that is written over and over, anything else a line now and then. */
  readonly isTerminal: boolean;
  /** False writes nothing, for `--quiet` and logs in JSON; default true. */
  readonly enabled?: boolean;
  /** In milliseconds; default the system's monotonic clock. */
  readonly now?: () => number;
  /** The least time between two lines in milliseconds; default 5000, on a terminal 100. */
  readonly interval?: number;
}

const eraseLine = '\r\u001b[2K';

/** Progress on a stream, usually standard error. Draws when updated, never by a timer of its own. */
export function createProgress(options: ProgressOptions): Progress {
  const { stream, isTerminal, enabled = true, now = () => performance.now() } = options;
  const interval = options.interval ?? (isTerminal ? 100 : 5000);
  const timeLeft = estimate(now);
  let drawnAt = isTerminal ? -Infinity : now();
  let bar = '';
  let finished = !enabled;

  return {
    update: (state) => {
      if (finished) return;
      const left = timeLeft(state);
      if (now() - drawnAt < interval) return;
      drawnAt = now();
      if (isTerminal) {
        bar = barLine(state, left, (stream.columns ?? 80) - 1);
        stream.write(eraseLine + bar);
      } else {
        stream.write(`${plainLine(state, left)}\n`);
      }
    },
    above: (text) => {
      stream.write(bar === '' ? text : `${eraseLine}${text}${bar}`);
    },
    finish: () => {
      if (bar !== '') stream.write(eraseLine);
      bar = '';
      finished = true;
    },
  };
}

/** Tells the time left from the pace since the label was first seen. */
function estimate(now: () => number): (state: ProgressState) => number | undefined {
  let start: { label: string; done: number; at: number } | undefined;
  return ({ label, done, total }) => {
    if (start?.label !== label) start = { label, done, at: now() };
    const elapsed = now() - start.at;
    const progressed = done - start.done;
    if (total === undefined || progressed <= 0 || elapsed < 1000) return undefined;
    return (elapsed / progressed) * Math.max(0, total - done);
  };
}
