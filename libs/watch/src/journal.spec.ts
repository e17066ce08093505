import { spawn } from 'node:child_process';
import { appendFile, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import { MalformedEventError } from '@cip/audit';
import * as runtime from '@cip/runtime';
import { formatOwner, type Owner, parseOwner } from '@cip/runtime';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Received } from './auditor.js';
import { type Entry, recordingLog, textDigest } from './fixtures.js';
import { type Journal, openJournal } from './journal.js';

vi.mock('@cip/runtime', async (original) => {
  const actual = await original<typeof runtime>();
  return { ...actual, lockFile: vi.fn(actual.lockFile) };
});
const { RefusedError, UsageError } = runtime;
const lock = vi.mocked(runtime.lockFile);

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

let file = '';
let log: Entry[] = [];
const opened: Journal[] = [];
beforeEach(async () => {
  file = path.join(await folders.create(), 'new', 'journal');
  log = [];
});
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close();
});

async function open(options: { compactAfter?: number; mostBytes?: number } = {}): Promise<Journal> {
  const journal = await openJournal(file, { log: recordingLog(log), ...options });
  opened.push(journal);
  return journal;
}

/** What the service finds when it starts anew. */
async function reopened(): Promise<Received[]> {
  for (const journal of opened.splice(0)) await journal.close();
  const journal = await open();
  return journal.pending().map(({ received }) => received);
}

function ownerOf(text: string): Owner {
  return parseOwner(text) ?? expect.fail(`${text} is no owner`);
}

/** As after kill -9: the file stays as it is, and so does the lock of a process that has ended. */
async function killed(): Promise<void> {
  const text = await readFile(file);
  for (const journal of opened.splice(0)) await journal.close();
  await writeFile(file, text);
}

const received = (id: string): Received => ({
  id,
  event: {
    id,
    publishedAt: 5,
    action: 'insert',
    repository: 'a.example/b',
    digest: textDigest(id),
    tag: 'v1',
  },
  contents: `{"id": "${id}", "note": "line\\nfeed"}`,
});
const malformed: Received = { id: '', event: new MalformedEventError('it has no action'), contents: '{' };

describe('a journal', () => {
  it('is on the disk as soon as a message was added, and brings it back as it was', async () => {
    const journal = await open();
    const messages = [received('1'), { ...received('2'), event: { ...deletion } }, malformed];
    for (const message of messages) await journal.add(message);
    await killed();
    expect(await reopened()).toEqual(messages);
    expect(log).toEqual([]);
  });

  it('keeps what comes at the same time in its order', async () => {
    const journal = await open();
    const messages = Array.from({ length: 50 }, (_, i) => received(`${i}`));
    await Promise.all(messages.map((message) => journal.add(message)));
    expect((await reopened()).map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
  });

  it('no longer holds what is settled', async () => {
    const journal = await open();
    const [first] = [await journal.add(received('1')), await journal.add(received('2'))];
    await journal.settle(first);
    await journal.settle(first);
    expect(journal.pending().map((entry) => entry.received.id)).toEqual(['2']);
    expect((await reopened()).map(({ id }) => id)).toEqual(['2']);
  });

  it('brings back what tags of attached artifacts pointed at last, and does not grow with each change', async () => {
    const journal = await open({ compactAfter: 5 });
    const pointed = (tag: string, name: string, publishedAt: number) => ({
      repository: 'eu.example/prod/tool',
      tag,
      digest: textDigest(name),
      publishedAt,
    });
    for (let i = 0; i < 20; i++) journal.keepAttachedTag(pointed('a.sig', `${i}`, i));
    journal.keepAttachedTag(pointed('b.sig', 'b', 1));
    journal.keepAttachedTag(pointed('a.sig', 'late', 3));
    await journal.add(received('a'));
    expect(await reopened()).toEqual([received('a')]);
    expect([...(opened[0]?.attachedTags() ?? [])]).toEqual([
      pointed('a.sig', '19', 19),
      pointed('b.sig', 'b', 1),
    ]);
    expect((await readFile(file, 'utf8')).split('\n').length).toBeLessThan(12);
  });

  it('does not grow with what is settled', async () => {
    const journal = await open({ compactAfter: 10 });
    await journal.add(received('stays'));
    for (let i = 0; i < 100; i++) await journal.settle(await journal.add(received(`${i}`)));
    expect((await stat(file)).size).toBeLessThan(10_000);
    await journal.add(received('after'));
    expect((await reopened()).map(({ id }) => id)).toEqual(['stays', 'after']);
  });

  it('refuses more than it may hold, and takes more when there is room again', async () => {
    const journal = await open({ mostBytes: 2_500 });
    const first = await journal.add(received('1'));
    await journal.add(received('2'));
    await expect(journal.add(received('3'))).rejects.toThrow('the journal is full');
    await journal.settle(first);
    await journal.add(received('3'));
    expect((await reopened()).map(({ id }) => id)).toEqual(['2', '3']);
  });
});

const deletion = {
  isHostClaimed: true,
  id: '2',
  publishedAt: 7,
  action: 'delete',
  repository: 'a.example/b',
} as const;

const isTorn = ['warn', 'a line of the journal is not whole, and was dropped'];
const isDamaged = ['error', expect.stringMatching(/^\d lines of the journal .* are damaged, and events may/)];

describe('what a crash or a bad disk leaves', () => {
  it.each<[string, (size: number) => Promise<void>, string[], unknown[]]>([
    ['a last line that is torn', (size) => truncate(file, size - 10), ['1'], [isTorn]],
    ['a last line without its end', (size) => truncate(file, size - 1), ['1', '2'], []],
    ['zeroes at the end', () => appendFile(file, '\0\0\0\0'), ['1', '2', ''], [isDamaged]],
    [
      'a line in the middle that is none',
      () => appendFile(file, '{"added": 9, "id\n{"settled":1}\n'),
      ['2', ''],
      [isDamaged],
    ],
    [
      'an event that is none',
      () => appendFile(file, '{"added":9,"id":"x","contents":"","event":{}}\n'),
      ['1', '2', ''],
      [isDamaged],
    ],
    ['null', () => appendFile(file, 'null\n'), ['1', '2', ''], [isDamaged]],
    ['a file of noise', () => writeFile(file, Buffer.alloc(1000, 0xff)), [''], [isDamaged]],
    ['nothing at all', () => rm(file), [], []],
  ])('%s', async (_, damage, expected, told) => {
    const journal = await open();
    await journal.add(received('1'));
    await journal.add(received('2'));
    await killed();
    await damage((await stat(file)).size);
    expect((await reopened()).map(({ id }) => id)).toEqual(expected);
    expect(log.map(({ level, message }) => [level, message])).toEqual(told);
  });

  it('is kept beside the journal, and waits until somebody was alerted of it', async () => {
    await (await open()).add(received('1'));
    await killed();
    await appendFile(file, 'noise\n');
    const found = await readFile(file);
    const [, lost] = await reopened();
    expect(lost).toMatchObject({
      contents: 'noise',
      event: {
        reason: expect.stringMatching(/^1 lines .*; the file was kept as ".*\.damaged-\w{12}"$/) as string,
      },
    });
    expect((await reopened())[1]).toEqual(lost);
    const copies = (await readdir(path.dirname(file))).filter((name) => name.includes('damaged'));
    expect(copies).toHaveLength(1);
    expect(await readFile(path.join(path.dirname(file), copies[0] ?? ''))).toEqual(found);
    await opened[0]?.settle(opened[0].pending()[1]!);
    expect((await reopened()).map(({ id }) => id)).toEqual(['1']);
    expect((await readdir(path.dirname(file))).filter((name) => name.includes('damaged'))).toEqual(copies);
  });

  it.each<[string, () => Promise<void>]>([
    ['without its end', async () => truncate(file, (await stat(file)).size - 1)],
    ['that is torn', () => appendFile(file, '{"added": 9, "id":"é')],
  ])('as a last line %s does not spoil what is added later', async (_, damage) => {
    await (await open()).add(received('1'));
    await killed();
    await damage();
    const journal = await open();
    await journal.add(received('2'));
    log = [];
    expect((await reopened()).map(({ id }) => id)).toEqual(['1', '2']);
    expect(log).toEqual([]);
  });
});

describe('a full disk', () => {
  it('keeps nothing back: the file is not written when it is opened', async () => {
    await (await open()).add(received('1'));
    await killed();
    const before = await stat(file);
    await open();
    const { ino, mtimeMs } = await stat(file);
    expect([ino, mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  it('is waited for where not even the lock can be written', async () => {
    await (await open()).add(received('1'));
    await killed();
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' });
    lock.mockRejectedValueOnce(full).mockRejectedValueOnce(full);
    const journal = await open();
    expect(journal.pending().map((entry) => entry.received.id)).toEqual(['1']);
    await expect(journal.add(received('2'))).rejects.toThrow('no space left');
    await journal.add(received('3'));
    expect((await reopened()).map(({ id }) => id)).toEqual(['1', '3']);
  });
});

describe('only one process', () => {
  it('uses a journal at a time', async () => {
    await open();
    const second = open();
    await expect(second).rejects.toThrow(RefusedError);
    await expect(second).rejects.toThrow(`is in use by process ${process.pid}`);
  });

  it('takes over from one that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    await open();
    const own = ownerOf(await readFile(`${file}.lock`, 'utf8'));
    await opened.pop()?.close();
    const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
    const started = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    await writeFile(`${file}.lock`, formatOwner({ ...own, pid: child.pid ?? 0, started }));
    await expect(open()).rejects.toThrow(`is in use by process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await reopened()).toEqual([]);
  });

  it.each<[string, Partial<Owner> | string, number, boolean]>([
    ['this one, in an earlier life', { pid: process.pid, started: 1 }, 0, true],
    ['on another machine, a moment ago', { machine: '0123456789ab', pid: 1 }, 5, false],
    ['on another machine, silent for a while', { machine: '0123456789ab', pid: 1 }, 120, true],
    ['nobody: the lock is empty', '', 60, true],
    ['nobody: the lock is something else', '{"pid": "x"}', 60, true],
  ])('holds a lock of %s', async (_, holder, age, free) => {
    await open();
    const own = ownerOf(await readFile(`${file}.lock`, 'utf8'));
    await opened.pop()?.close();
    const text = typeof holder === 'string' ? holder : formatOwner({ ...own, ...holder });
    await writeFile(`${file}.lock`, text);
    const then = Date.now() / 1000 - age;
    await utimes(`${file}.lock`, then, then);
    if (free) expect(await reopened()).toEqual([]);
    else await expect(open()).rejects.toThrow('process 1 (machine 0123456789ab)');
  });

  it('leaves nothing behind', async () => {
    await open();
    await opened.pop()?.close();
    expect(await readdir(path.dirname(file))).toEqual(['journal']);
  });
});

it('a place that cannot be used is the fault of who named it', async () => {
  await writeFile(path.dirname(file), 'a file, no folder');
  await expect(open()).rejects.toThrow(UsageError);
});
