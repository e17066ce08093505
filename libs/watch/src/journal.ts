import { MalformedEventError } from '@cip/audit';
import { describeError } from '@cip/oci';
import { type Logger, refuseLinks, UsageError } from '@cip/runtime';
import type { AttachedTag, AttachedTagsKeeper } from './attached-tag.js';
import type { Received } from './auditor.js';
import { readContents } from './journal-contents.js';
import type { JournalEntry } from './journal-entry.js';
import { JournalFile } from './journal-file.js';
import { formatLine } from './journal-line.js';
import type { KeptTags } from './kept-tags.js';

/** Messages that were acknowledged before they were settled, and what tags of attached artifacts pointed at. They survive the process. */
export interface Journal extends AttachedTagsKeeper {
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
 * Opens a journal, a file of JSON lines that one process at a time may use; makes it where there is none. It is not
 * written anew, so that a full disk keeps back nothing that waits. Lines that are damaged were perhaps acknowledged: the
 * file is kept beside, and the damage is a message of its own, which waits like the others. What a crash has left
 * half-written at the end is dropped with a warning: nobody was told that it is there. Throws `RefusedError` while
 * another process uses it, `UsageError` when it cannot be read or written.
 */
export async function openJournal(file: string, options: JournalOptions): Promise<Journal> {
  await refuseLinks(file, `--journal (${file})`);
  try {
    const opened = await JournalFile.open(file, options.log);
    try {
      return await FileJournal.open(file, opened, options);
    } catch (error) {
      await opened.close();
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

const mostContents = 4_000;

class FileJournal implements Journal {
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #settledLines = 0;
  #bytes = 0;
  #last: number;
  /** The message that says so, as long as damaged lines stand in the file. */
  #damage: JournalEntry | undefined;
  #mayCompact = true;

  private constructor(
    private readonly file: JournalFile,
    private readonly entries: Map<number, JournalEntry>,
    private readonly attached: KeptTags,
    last: number,
    private readonly options: JournalOptions,
  ) {
    this.#last = last;
    for (const entry of entries.values()) this.#bytes += sizeOf(entry.received);
  }

  static async open(path: string, file: JournalFile, options: JournalOptions): Promise<FileJournal> {
    const { entries, attached, last, damaged, torn, size } = readContents(file.bytes);
    if (torn !== '') {
      const line = torn.slice(0, 200);
      options.log.warn('a line of the journal is not whole, and was dropped', { file: path, line });
    }
    await file.start(size);
    const journal = new FileJournal(file, entries, attached, last, options);
    if (damaged.length > 0) await journal.#addDamage(path, damaged);
    return journal;
  }

  /** The damaged lines go when the message of them is settled, as the file is written anew then. */
  async #addDamage(path: string, damaged: readonly string[]): Promise<void> {
    let kept: string;
    try {
      kept = `the file was kept as ${JSON.stringify(await this.file.keepCopy())}`;
    } catch (error) {
      kept = `no copy of it could be kept: ${describeError(error)}`;
      this.#mayCompact = false;
    }
    const reason = `${damaged.length} lines of the journal ${JSON.stringify(path)} are damaged, and events may be lost; ${kept}`;
    this.options.log.error(reason);
    const contents = damaged.join('\n').slice(0, mostContents);
    const received = { id: '', event: new MalformedEventError(reason), contents };
    this.#damage = { number: ++this.#last, received };
    this.entries.set(this.#damage.number, this.#damage);
    this.#bytes += sizeOf(received);
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
    if (entry.number === this.#damage?.number) this.#settledLines = Number.POSITIVE_INFINITY;
    try {
      await this.#append(formatLine({ kind: 'settled', number: entry.number }), () => this.#settledLines++);
    } catch (error) {
      this.options.log.warn('the journal could not be written; a settled message stays in it', { error });
    }
  }

  attachedTags(): Iterable<AttachedTag> {
    return this.attached;
  }

  keepAttachedTag(attached: AttachedTag): void {
    const written = this.#append(formatLine({ kind: 'attached', attached }), () => {
      this.#settledLines += this.attached.add(attached);
    });
    written.catch((error: unknown) => {
      this.options.log.warn('the journal could not be written; later processes do not know a signature', {
        ...attached,
        error,
      });
    });
  }

  pending(): readonly JournalEntry[] {
    return [...this.entries.values()];
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.file.close();
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
    if (!this.#mayCompact) return;
    const inUse = this.entries.size + this.attached.size;
    if (this.#settledLines < Math.max(this.options.compactAfter ?? 1_000, inUse)) return;
    this.#settledLines = 0;
    try {
      await this.file.replace(textFor(this.entries, this.attached));
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

function textFor(entries: ReadonlyMap<number, JournalEntry>, attached: KeptTags): string {
  return [
    ...[...attached].map((one) => formatLine({ kind: 'attached', attached: one })),
    ...[...entries.values()].map((entry) => formatLine({ kind: 'added', ...entry })),
  ].join('');
}
