import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startCommand } from './run-command.js';
import { TemporaryFolders } from './temporary-folders.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

async function script(text: string): Promise<string> {
  const file = path.join(await folders.create(), 'script.mjs');
  await writeFile(file, text);
  return file;
}

it('gives the exit code and all output', async () => {
  const file = await script(
    `console.log(process.argv[2]); console.error(process.env.MORE); process.exitCode = 3;`,
  );
  const result = await startCommand(file, ['given'], { env: { MORE: 'told' } }).finished;
  expect(result).toEqual({ code: 3, signal: null, stdout: 'given\n', stderr: 'told\n' });
});

it('keeps the environment of the tests out', async () => {
  const file = await script(`console.log(Object.keys(process.env).sort().join());`);
  const { stdout } = await startCommand(file, []).finished;
  expect(stdout).toBe('DOCKER_CONFIG,HOME,LANG,PATH\n');
});

it('passes signals on, and tells which one ended the process', async () => {
  const file = await script(`console.error('ready'); setInterval(() => {}, 1000);`);
  const running = startCommand(file, [], {
    onStderr: () => {
      running.kill('SIGTERM');
    },
  });
  expect(await running.finished).toMatchObject({ code: -1, signal: 'SIGTERM' });
});

it('kills what takes too long', async () => {
  const file = await script(`console.log('begun'); setInterval(() => {}, 1000);`);
  await expect(startCommand(file, [], { timeout: 500 }).finished).rejects.toThrow(
    'was not done after 500 ms',
  );
});
