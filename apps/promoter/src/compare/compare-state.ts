import { type FileHandle, open, readFile } from 'node:fs/promises';
import { type Completeness, digestOf, parseJsonObject } from '@cip/oci';
import { UsageError, writeFileAtomic } from '@cip/runtime';
import type { Settled } from '@cip/snapshot';
import type { CompareRequest } from './compare-request.js';

type Arguments = Pick<CompareRequest, 'old' | 'news' | 'level'>;

/**
 * A file of what a comparison found equal, to go on after an interruption: one line of JSON that says which comparison it
 * is, then a line for each repository. Whatever ends the program, each line is there or it is not: one that was cut short is
 * taken for missing.
 */
export class CompareState {
  #waiting = '';
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    private readonly settled: ReadonlyMap<string, Settled>,
  ) {}

  /** Reads the file, or begins it. Throws `UsageError` when it is another comparison's, or cannot be written. */
  static async open(file: string, given: Arguments): Promise<CompareState> {
    const text = await readText(file);
    const settled = text === undefined ? new Map<string, Settled>() : parseState(file, text, given);
    const lines = [head(given), ...[...settled.values()].map((one) => JSON.stringify(one))];
    await writeFileAtomic(file, lines.map((line) => `${line}\n`).join(''));
    return new CompareState(file, await open(file, 'a'), settled);
  }

  known(repository: string): Settled | undefined {
    return this.settled.get(repository);
  }

  /** Writes it down as soon as what came before is written. */
  add(settled: Settled): void {
    this.#waiting += `${JSON.stringify(settled)}\n`;
    this.#writing = this.#writing.then(() => this.#write());
  }

  /** Resolves when everything is written. Throws `UsageError` when something could not be. */
  async close(): Promise<void> {
    await this.#writing;
    await this.handle.close();
    if (this.#failure === undefined) return;
    const remedy = 'Make room, and run it again: it goes on from what is in the file.';
    throw new UsageError(`--state ${this.file}: it could not be written to`, remedy, {
      cause: this.#failure,
    });
  }

  async #write(): Promise<void> {
    const text = this.#waiting;
    if (text === '') return;
    this.#waiting = '';
    try {
      await this.handle.appendFile(text);
    } catch (error) {
      this.#failure ??= error;
    }
  }
}

function head({ old, news, level }: Arguments): string {
  const given = { old, new: news, level };
  return JSON.stringify({ version: 1, command: 'compare', ...given, fingerprint: fingerprintOf(given) });
}

function fingerprintOf(given: object): string {
  return digestOf(new TextEncoder().encode(JSON.stringify(given)));
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`--state ${file}: it cannot be read`, 'Name a file, or one that is not there yet.', {
      cause: error,
    });
  }
}

function parseState(file: string, text: string, given: Arguments): Map<string, Settled> {
  const [first = '', ...rest] = text.split('\n');
  const found = parseJsonObject(first);
  const remedy = 'Name another file, or remove this one to begin anew.';
  if (found?.['command'] !== 'compare' || found['version'] !== 1) {
    throw new UsageError(`--state ${file}: this is no state of cip compare that this version knows`, remedy);
  }
  const own = parseJsonObject(head(given));
  if (found['fingerprint'] !== own?.['fingerprint']) {
    const { old, new: news, level } = found;
    const other = `${String(old)} with ${String(news)}, level ${String(level)}`;
    throw new UsageError(`--state ${file}: this is the state of another comparison: ${other}`, remedy);
  }
  const settled = new Map<string, Settled>();
  // What follows the last line feed was cut short.
  for (const line of rest.slice(0, -1)) {
    const one = toSettled(parseJsonObject(line));
    if (one) settled.set(one.repository, one);
  }
  return settled;
}

/** Whatever is not as it was written is compared again. */
function toSettled(value: Record<string, unknown> | undefined): Settled | undefined {
  if (!value) return undefined;
  const { repository, children, digests, tags } = value;
  const completeness = toCompleteness(value['completeness']);
  if (typeof repository !== 'string' || !completeness) return undefined;
  if (typeof digests !== 'number' || typeof tags !== 'number') return undefined;
  if (children === undefined) return { repository, digests, tags, completeness };
  if (!Array.isArray(children) || !children.every((child) => typeof child === 'string')) return undefined;
  return { repository, children, digests, tags, completeness };
}

function toCompleteness(value: unknown): Completeness | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  const { kind } = value;
  if (kind === 'complete') return { kind };
  const isPartial = kind === 'tags-only' || kind === 'unknown';
  const reason = 'reason' in value ? value.reason : undefined;
  return isPartial && typeof reason === 'string' ? { kind, reason } : undefined;
}
