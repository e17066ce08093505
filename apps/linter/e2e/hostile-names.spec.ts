import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sound } from './marked-tree.js';
import { expectSentences, runLint, temporaryFolder } from './run-cip-lint.js';
import { folderOf } from './tree-folder.js';

const invisible = '\u001b[2J\u0085\u00ad\u180e\u200b\u200c\u2028\u202e\u2060\u2066\ufeff';
const names = [
  '::error::x',
  ' ::stop-commands::x',
  'x\n::error::y\r::error::z',
  '##[error]x',
  `x${invisible}.yaml`,
];

/** A tree in its own folder, with files and folders of all the names. */
async function hostileTree(): Promise<string> {
  const folder = path.join(await folderOf({ tree: sound }), 'tree');
  for (const name of names) {
    await writeFile(path.join(folder, 'images/foo', name), 'x');
    await mkdir(path.join(folder, 'images', name));
    await writeFile(path.join(folder, 'images', name, 'images.yaml'), `- name: "${name}\n`);
  }
  return folder;
}

/** What a runner of GitHub takes for a command, and what a reader does not see. */
function tricksIn(log: string): string[] {
  const lines = log.split(/[\n\r\u0085\u2028\u2029]/).map((line) => line.trimStart());
  const commands = lines.filter((line) => line.startsWith('::') || /##\w*\[/.test(line));
  return [...commands, ...(log.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}\p{Zl}]/gu) ?? [])];
}

it.each(['text', 'json', 'sarif', 'junit', 'html'])(
  'names of files cannot fake a line of a log or hide in it: %s',
  async (format) => {
    const cwd = await hostileTree();
    const artifacts = await temporaryFolder();
    const env = { ARTIFACTS: artifacts };
    const result = await runLint(['.', '--infos', '--format', format], { cwd, env });
    expect(result.code).toBe(1);
    expectSentences(result);
    expect(tricksIn(result.stdout)).toEqual([]);
    expect(tricksIn(result.stderr)).toEqual([]);
    for (const file of ['junit_cip-lint.xml', 'cip-lint.json', 'cip-lint.sarif'])
      expect(tricksIn(await readFile(path.join(artifacts, file), 'utf8'))).toEqual([]);
  },
);

it('GitHub gets the commands of the report and no others', async () => {
  const { stdout } = await runLint(['.', '--format', 'github'], { cwd: await hostileTree() });
  const commands = tricksIn(stdout);
  expect(commands.length).toBeGreaterThanOrEqual(2 * names.length);
  for (const command of commands) expect(command).toMatch(/^::(error|warning) file=images\//);
});
