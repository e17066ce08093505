import { existsSync } from 'node:fs';
import { limits } from '@cip/manifest';
import { createGitRepository, type GitRepository, hostileTrees, imagesYaml, writeFiles } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { images, digests, sound } from './marked-tree.js';
import { expectSentences, reportOf, runLint, startLint } from './run-cip-lint.js';
import { folderOf } from './tree-folder.js';

// The kernel counts the largest part of the memory that a process ever had.
const status = '/proc/self/status';
const mebibyte = 1024 ** 2;
const most = 512 * mebibyte;

/** Runs in the process before the command. */
function before(code: string): string[] {
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

const tellMemory = before(`
  import { readFileSync } from 'node:fs';
  process.on('exit', () => {
    const [, kibibytes] = /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('${status}', 'utf8'));
    process.stderr.write('memory=' + kibibytes * 1024 + '\\n');
  });
`);

const tellTime = before(`
  const timer = setInterval(() => {
    process.stderr.write('computed=' + process.cpuUsage().user / 1000 + '\\n');
  }, 20);
  timer.unref();
`);

/** A repository whose HEAD has another tree of the kind, with nothing in common. */
async function twoTrees(kind: string): Promise<GitRepository> {
  const tree = hostileTrees[kind];
  if (!tree) throw new Error(`there is no tree ${kind}`);
  const { file, valuesInFile, valuesInTree } = limits;
  const room = { file, tree: limits.tree, separatorsInFile: valuesInFile, valuesInTree };
  const repository = await createGitRepository();
  await writeFiles(repository.folder, tree(1, room));
  await repository.commit('before');
  await writeFiles(repository.folder, tree(2, room));
  await repository.stage();
  return repository;
}

if (!existsSync(status)) it.skip(`the memory of a process is told by Linux only: no ${status}`);

describe.skipIf(!existsSync(status))('two trees as large as they may be, without anything in common', () => {
  // The others take less; the benchmark "lint-limits" runs them all.
  it.each([
    ['many subprojects of one repository', 'json'],
    ['the same tags for two digests', 'text'],
    ['text of two bytes a character', 'junit'],
    ['keys in one line', 'html'],
  ])('%s: within 512 MiB, as %s', { timeout: 120_000 }, async (kind, format) => {
    await using repository = await twoTrees(kind);
    const args = ['.', '--base', 'HEAD', '--format', format];
    const options = { cwd: repository.folder, nodeOptions: tellMemory, timeout: 100_000 };
    const result = await runLint(args, options);
    expectSentences(result);
    expect(result.code).toBe(1);
    expect(result.stdout).not.toContain('the file is not used');
    expect(Number(/memory=(\d+)/.exec(result.stderr)?.[1])).toBeLessThan(most);
  });
});

describe('a signal', () => {
  it.each([
    // In milliseconds of computing: while files are read, trees are compared, rules are checked.
    [300, 'SIGTERM', 143],
    [1_500, 'SIGINT', 130],
    [3_000, 'SIGTERM', 143],
  ] as const)(
    'after %i ms of computing (%s) ends it within two seconds',
    { timeout: 120_000 },
    async (time, signal, code) => {
      await using repository = await twoTrees('one tag for all digests');
      let sent = NaN;
      const running = startLint(['.', '--base', 'HEAD'], {
        cwd: repository.folder,
        nodeOptions: tellTime,
        timeout: 100_000,
        onStderr: (stderr) => {
          const computed = Number(
            stderr
              .match(/computed=([\d.]+)\n/g)
              ?.at(-1)
              ?.match(/[\d.]+/)?.[0] ?? 0,
          );
          if (!Number.isNaN(sent) || computed < time) return;
          sent = performance.now();
          running.kill(signal);
        },
      });
      const result = await running.finished;
      const took = performance.now() - sent;
      expect(result.code).toBe(code);
      expect(result.stdout).toBe('');
      // Two seconds on a machine that has nothing else to do.
      expect(took).toBeLessThan(10_000);
    },
  );
});

describe('more findings than reports list', () => {
  // Each of the tags looks as if it moved.
  const amount = limits.findingsOfRule + 2_000;
  const tags = Array.from({ length: amount }, (_, i) => `v${i}`);
  const tree = { ...sound, [images]: imagesYaml({ tool: { [digests.a]: tags } }) };

  it.each([
    [
      'text',
      '2,000 more findings of rules that have very many are counted, but not listed in any report (moving-tag: 2,000 warnings)',
    ],
    ['json', '"hidden":[\n{"rule":"moving-tag","severity":"warning","amount":2000}\n]'],
    ['junit', '2,000 more findings of rules that have very many'],
    ['sarif', '2,000 more findings of rules that have very many'],
    ['html', '2,000 more findings of rules that have very many'],
    ['github', '2,000 more findings of rules that have very many'],
  ])('are counted, and %s says so', async (format, text) => {
    const cwd = await folderOf({ tree });
    const result = await runLint(['tree', '--format', format], { cwd });
    expect(result.stdout).toContain(text);
  });

  it('count for the summary and for the exit code', async () => {
    const cwd = await folderOf({ tree: { ...tree, '.cip.yaml': 'rules: {moving-tag: error}\n' } });
    const result = await runLint(['tree', '--format', 'json'], { cwd });
    expect(result.code).toBe(1);
    const { items, summary } = reportOf(result);
    expect(items.filter(({ rule }) => rule === 'moving-tag')).toHaveLength(limits.findingsOfRule);
    expect(summary.errors).toBe(amount);
  });

  it('leave no row of a change that might look promoted', async () => {
    await using repository = await createGitRepository();
    const config = { '.cip.yaml': 'rules: {moving-tag: error}\n' };
    await repository.write({ ...sound, ...config });
    await repository.commit('before');
    await repository.write({ ...tree, ...config });
    await repository.stage();
    const { stdout } = await runLint(['.', '--base', 'HEAD'], { cwd: repository.folder });
    expect(stdout).toMatch(
      /^The change asks to promote [\d,]+ tags and digests, none of which is listed: see what is wrong with it first\.$/m,
    );
  });
});
