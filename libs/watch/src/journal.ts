import { describeError } from '@cip/oci';
import { readFile } from 'node:fs/promises';
import { lockFile, type Logger, refuseLinks, UsageError } from '@cip/runtime';
import type { Received } from './auditor.js';
import { formatLine, parseLine } from './journal-line.js';
import { SyncedFile } from './synced-file.js';

/** A message that waits in a journal. */
export interface JournalEntry {
  /** Of its line. */
  readonly number: number;
  readonly received: Received;
}

/** Messages that were acknowledged before they were settled. They survive the process. */
export interface Journal {
  /** Resolves when the message is on the disk; rejects when it is not, or the journal is full. */
  add(received: Received): Promise<JournalEntry>;
  /** Takes an entry out. A failure is logged: after a restart the entry is there again. */
  settle(entry: JournalEntry): Promise<void>;
  /** Oldest first. */
  pending(): readonly JournalEntry[];
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly log: Logger;
  /** Most bytes of messages that wait; default 64 MiB. */
  readonly mostBytes?: number;
  /** Lines of settled messages from which on the file is written anew; default 1 000. */
  readonly compactAfter?: number;
}

/**
 * Opens a journal, a file of JSON lines that one process at a time may use; makes it where there is none. What a crash
 * has left half-written is dropped with a warning: nobody was told that it is there. Throws `RefusedError` while
 * another process uses it, `UsageError` when it cannot be read or written.
 */
export async function openJournal(file: string, options: JournalOptions): Promise<Journal> {
  await refuseLinks(file, `--journal (${file})`);
  try {
    const unlock = await lockFile(`${file}.lock`, {
      what: `the journal ${JSON.stringify(file)}`,
      remedy: 'Give each service its own journal',
    });
    try {
      return await FileJournal.open(file, unlock, options);
    } catch (error) {
      await unlock();
      throw error;
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    const remedy = 'Give another path, or the right to read and write there.';
    throw new UsageError(`the journal ${JSON.stringify(file)} cannot be used`, remedy, { cause });
  }
}

interface Waiting {
  readonly line: string;
  /** Called as soon as the line is on the disk, before anything else happens to the file. */
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

class FileJournal implements Journal {
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #settledLines = 0;
  #bytes = 0;
  #last: number;

  private constructor(
    private readonly file: SyncedFile,
    private readonly unlock: () => Promise<void>,
    private readonly entries: Map<number, JournalEntry>,
    private readonly options: JournalOptions,
  ) {
    this.#last = Math.max(0, ...entries.keys());
    for (const entry of entries.values()) this.#bytes += sizeOf(entry.received);
  }

  static async open(
    file: string,
    unlock: () => Promise<void>,
    options: JournalOptions,
  ): Promise<FileJournal> {
    const entries = entriesIn(await textOf(file), (text) => {
      options.log.warn('a line of the journal is not whole, and was dropped', {
        file,
        line: text.slice(0, 200),
      });
    });
    return new FileJournal(await SyncedFile.create(file, textFor(entries)), unlock, entries, options);
  }

  async add(received: Received): Promise<JournalEntry> {
    const size = sizeOf(received);
    if (this.#bytes + size > (this.options.mostBytes ?? 64 * 1024 * 1024))
      throw new Error('the journal is full');
    const entry = { number: ++this.#last, received };
    this.#bytes += size;
    try {
      await this.#append(formatLine({ kind: 'added', ...entry }), () =>
        this.entries.set(entry.number, entry),
      );
    } catch (error) {
      this.#bytes -= size;
      throw error;
    }
    return entry;
  }

  async settle(entry: JournalEntry): Promise<void> {
    if (!this.entries.delete(entry.number)) return;
    this.#bytes -= sizeOf(entry.received);
    try {
      await this.#append(formatLine({ kind: 'settled', number: entry.number }), () => this.#settledLines++);
    } catch (error) {
      this.options.log.warn('the journal could not be written; a settled message stays in it', { error });
    }
  }

  pending(): readonly JournalEntry[] {
    return [...this.entries.values()];
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.file.close();
    await this.unlock();
  }

  #append(line: string, apply: () => unknown): Promise<void> {
    return new Promise((resolve, reject: (error: unknown) => void) => {
      const written = (): void => {
        apply();
        resolve();
      };
      this.#waiting.push({ line, written, failed: reject });
      this.#writing ??= this.#write();
    });
  }

  /** What comes while the disk is busy goes to it together. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        await this.file.append(batch.map(({ line }) => line).join(''));
        for (const { written } of batch) written();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
      await this.#compact();
    }
    // In the same breath as the last look at what waits: whoever comes next starts anew.
    this.#writing = undefined;
  }

  async #compact(): Promise<void> {
    if (this.#settledLines < Math.max(this.options.compactAfter ?? 1_000, this.entries.size)) return;
    this.#settledLines = 0;
    try {
      await this.file.replace(textFor(this.entries));
    } catch (error) {
      this.options.log.warn('the journal could not be written anew; it goes on growing', {
        reason: describeError(error),
      });
    }
  }
}

function sizeOf({ contents }: Received): number {
  return contents.length + 1_000;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function entriesIn(text: string, onBroken: (line: string) => void): Map<number, JournalEntry> {
  const entries = new Map<number, JournalEntry>();
  for (const written of text.split('\n').filter((line) => line !== '')) {
    const line = parseLine(written);
    if (!line) onBroken(written);
    else if (line.kind === 'added')
      entries.set(line.number, { number: line.number, received: line.received });
    else entries.delete(line.number);
  }
  return entries;
}

function textFor(entries: ReadonlyMap<number, JournalEntry>): string {
  return [...entries.values()].map((entry) => formatLine({ kind: 'added', ...entry })).join('');
}
