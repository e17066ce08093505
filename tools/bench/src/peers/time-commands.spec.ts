import { TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { timeCommands } from './time-commands.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

function node(script: string) {
  return { program: process.execPath, args: ['-e', script] };
}

it('a command that fails is told with the last 20 lines of what it said', async () => {
  const script = 'for (let i = 1; i <= 50; i++) console.error(`line ${i}`); process.exitCode = 3';
  const failed = timeCommands([node(script)], await folders.create());
  const lines = await failed.catch((error: unknown) => (error as Error).message.split('\n'));
  expect(lines).toHaveLength(21);
  expect(lines).toEqual(expect.arrayContaining(['line 31', 'line 50']));
});

it('nothing runs after a command that failed', async () => {
  const commands = [node('process.exit(1)'), node('process.exit(2)')];
  await expect(timeCommands(commands, await folders.create())).rejects.toThrow('exit code 1');
});
