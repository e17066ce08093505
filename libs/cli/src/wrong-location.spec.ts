import { UsageError } from '@cip/runtime';
import { readThinTree } from '@cip/source';
import { expect, it } from 'vitest';
import { orWrongLocation } from './wrong-location.js';

it('takes a directory that does not exist for wrong usage', async () => {
  const error: unknown = await orWrongLocation(() => readThinTree({ directory: 'missing/tree' })).catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ message: 'missing/tree: there is no such directory', exitCode: 2 });
});

it('hands on what is read, and other errors as they are', async () => {
  expect(await orWrongLocation(() => Promise.resolve('read'))).toBe('read');
  const bug = new TypeError('a bug');
  await expect(orWrongLocation(() => Promise.reject(bug))).rejects.toBe(bug);
});
