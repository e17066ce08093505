import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { UsageError } from '@cip/runtime';
import { bearerOf, type CallerCheck, proven, refused } from './caller-check.js';

export interface SecretCallerOptions {
  readonly file: string;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
}

const lookAgainAfter = 1000;

/**
 * Proves a caller by the secret in a file, sent as `Authorization: Bearer`. A file that changes counts within a second;
 * while it cannot be read, or is empty, its last secret does. Throws `UsageError` when there is none at the start.
 */
export function secretCaller({ file, clock = Date.now }: SecretCallerOptions): CallerCheck {
  const secret = new WatchedSecret(file, clock);
  return (authorization) => {
    const token = bearerOf(authorization);
    if (token === undefined) return Promise.resolve(refused('no-credentials', 'no bearer secret was sent'));
    const same = timingSafeEqual(hashOf(token), secret.hash());
    return Promise.resolve(same ? proven : refused('not-believed', 'the bearer secret is another one'));
  };
}

class WatchedSecret {
  #hash: Buffer;
  #version: string;
  #lookedAt: number;

  constructor(
    readonly file: string,
    readonly clock: () => number,
  ) {
    this.#version = versionOf(file) ?? '';
    this.#hash = hashOf(firstSecret(file));
    this.#lookedAt = clock();
  }

  hash(): Buffer {
    if (this.clock() - this.#lookedAt >= lookAgainAfter) this.#lookAgain();
    return this.#hash;
  }

  #lookAgain(): void {
    this.#lookedAt = this.clock();
    const version = versionOf(this.file);
    if (version === undefined || version === this.#version) return;
    const secret = readSecret(this.file);
    if (secret === undefined || secret === '') return;
    this.#hash = hashOf(secret);
    this.#version = version;
  }
}

function firstSecret(file: string): string {
  const secret = readSecret(file);
  if (secret === undefined) {
    throw new UsageError(
      `--distribution-secret-file ${file}: it cannot be read`,
      'Check the name and the rights to read it.',
    );
  }
  // The same letters as in the header, or no caller could ever send it.
  if (bearerOf(`Bearer ${secret}`) !== undefined) return secret;
  throw new UsageError(
    `--distribution-secret-file ${file}: there is no secret in it that a header can hold`,
    'Write one line of letters, digits and -._~+/ into it, such as what "openssl rand -hex 32" prints.',
  );
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function versionOf(file: string): string | undefined {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

// Of equal length, whatever was sent: the comparison tells nothing by its time.
function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
