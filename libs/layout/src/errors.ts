import { type Failure, type FailureCode, printable } from '@cip/oci';

/**
 * What is wrong with a layout, for code. `NOT_FOUND`: there is no such directory. `NOT_A_LAYOUT`: it is something
 * else, or half of a layout. `UNSAFE_FILE`: a link, pipe or folder where a file of the layout should be, or a link in
 * place of a folder. `MISSING_CONTENT`: the layout names what is not in it. `INCOMPLETE_GRAPH`: a manifest was pushed
 * before what it refers to. `UNFIT_MANIFEST`: a layout cannot keep this manifest as it is. `LOCKED`: another process
 * writes, and does not come to an end. `NOT_ACCESSIBLE`: any other answer of the file system.
 */
export type LayoutErrorCode =
  | 'NOT_FOUND'
  | 'NOT_A_LAYOUT'
  | 'UNSUPPORTED_VERSION'
  | 'BROKEN_INDEX'
  | 'UNSAFE_FILE'
  | 'CORRUPT_CONTENT'
  | 'MISSING_CONTENT'
  | 'INCOMPLETE_GRAPH'
  | 'UNFIT_MANIFEST'
  | 'NO_SPACE'
  | 'LOCKED'
  | 'CLOSED'
  | 'NOT_ACCESSIBLE';

/** What is known about a failure. */
export interface LayoutErrorFacts {
  readonly code: LayoutErrorCode;
  readonly directory: string;
  /** What happened, as half a sentence. */
  readonly reason: string;
  readonly remedy: string;
  /** Of `NO_SPACE`: bytes of what was being written. */
  readonly needed?: number | undefined;
  /** Of `NO_SPACE`: bytes that the file system had left. */
  readonly free?: number | undefined;
  readonly cause?: unknown;
}

/** A layout that cannot be used as asked. The message names the directory and ends with what to do. */
export class LayoutError extends Error {
  readonly code: LayoutErrorCode;
  readonly directory: string;
  readonly needed: number | undefined;
  readonly free: number | undefined;
  /** The facts as reports have them. */
  readonly failure: Failure;

  constructor({ code, directory, reason, remedy, needed, free, cause }: LayoutErrorFacts) {
    super(
      `${printable(directory)}: ${printable(reason)}. ${remedy}`,
      cause === undefined ? undefined : { cause },
    );
    this.name = 'LayoutError';
    this.code = code;
    this.directory = directory;
    this.needed = needed;
    this.free = free;
    const where = `${printable(directory)}: ${printable(reason)}`;
    this.failure = { code: failureCodes[code] ?? 'OTHER', reason: where, remedy };
  }
}

/** Content that is gone or broken is that wherever it was kept. */
const failureCodes: Readonly<Partial<Record<LayoutErrorCode, FailureCode>>> = {
  BROKEN_INDEX: 'INVALID_MANIFEST',
  CORRUPT_CONTENT: 'DIGEST_MISMATCH',
  MISSING_CONTENT: 'NOT_FOUND',
  UNSAFE_FILE: 'DIGEST_MISMATCH',
};
