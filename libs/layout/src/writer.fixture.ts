import fs from 'node:fs';
import promises, { type FileHandle, open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { pushTags } from './push-tags.fixture.js';

/**
 * A program that pushes tags to a layout, and prints how often it changed something on the disk. With a fourth argument it kills itself in the middle of that change.
 */
const [directory = '', name = '', count = '1', fatal = '0'] = process.argv.slice(2);

type Call = (this: unknown, ...args: unknown[]) => unknown;

let changes = 0;

function isFatal(): boolean {
  changes += 1;
  return changes === Number(fatal);
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Has the functions count as changes; half of the deaths come before the change, the others after it. */
function counting(holder: object, names: readonly string[]): void {
  for (const called of names) {
    const real = Reflect.get(holder, called) as Call;
    Reflect.set(holder, called, function (this: unknown, ...args: unknown[]): unknown {
      const last = isFatal();
      if (last && changes % 2 === 0) die();
      const result = real.apply(this, args);
      if (last && result instanceof Promise) return result.finally(die);
      if (last) die();
      return result;
    });
  }
}

/** A chunk that kills is written by half. */
function countingChunks(handles: FileHandle): void {
  const writeFile: (this: FileHandle, chunk: Uint8Array) => Promise<void> = Reflect.get(handles, 'writeFile');
  Reflect.set(handles, 'writeFile', async function (this: FileHandle, chunk: Uint8Array): Promise<void> {
    const last = isFatal();
    await writeFile.call(this, last ? chunk.subarray(0, chunk.byteLength / 2) : chunk);
    if (last) die();
  });
}

async function countAll(): Promise<void> {
  const handle = await open(process.execPath);
  const handles = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  countingChunks(handles);
  counting(handles, ['sync']);
  counting(promises, ['mkdir', 'open', 'rename', 'rm', 'utimes']);
  counting(fs, ['openSync', 'writeSync', 'unlinkSync']);
  syncBuiltinESMExports();
}

await countAll();
await pushTags(directory, name, Number(count));
process.stdout.write(String(changes));
