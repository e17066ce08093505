import path from 'node:path';

export interface ReadOptions {
  /** What relative locations and the paths in reports are relative to. Default: the working directory of the process. */
  readonly cwd?: string;
  /** An abort rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The path of a file for reports: relative to the working directory, with `/`. */
export function shownPath(cwd: string, absolute: string): string {
  return path.relative(cwd, absolute).split(path.sep).join('/');
}
