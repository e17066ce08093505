/** Keeps the process' output whole to its end. */
export interface Outputs {
  /** Resolves when all that was written has left the process, or nobody is left to read it. */
  flush(): Promise<void>;
  /** Why the result could not be written; a reader that went away is no reason. */
  failure(): Error | undefined;
}

/**
 * Watches standard output and error. A reader that goes away (`cip plan | head`) ends the output and nothing else: a
 * promotion is carried on, and its exit code stands.
 */
export function watchOutputs(): Outputs {
  let failure: Error | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') failure ??= error;
  });
  process.stderr.on('error', () => undefined);
  return {
    flush: async () => {
      await Promise.all([drained(process.stdout), drained(process.stderr)]);
    },
    failure: () => failure,
  };
}

/** The callback of an empty write comes after those of all writes before it. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve();
    else {
      stream.write('', () => {
        resolve();
      });
    }
  });
}
