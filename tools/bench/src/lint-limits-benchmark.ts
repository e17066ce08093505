import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { limits } from '@cip/manifest';
import { createGitRepository, type HostileTree, hostileTrees, writeFiles } from '@cip/testing';
import type { Benchmark, Outcome } from './benchmark.js';
import { median } from './median.js';

/** In milliseconds and bytes: what a lint may take, whatever somebody proposes. */
const longest = 30_000;
const most = 512 * 1024 ** 2;

// As seen from dist/tools/bench.
const linter = fileURLToPath(new URL('../../apps/linter/main.js', import.meta.url));

// What the kernel says of the largest part of memory that the process ever had (proc_pid_status(5)).
const tellMemory = `
  import { readFileSync } from 'node:fs';
  process.on('exit', () => {
    const [, kibibytes] = /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    process.stderr.write('memory=' + kibibytes * 1024);
  });
`;

interface Measured {
  readonly time: number;
  readonly memory: number;
}

/** What it takes to lint the worst trees within the limits, compared with one as bad in Git. Linux only. */
export const lintLimitsBenchmark: Benchmark = {
  name: 'lint-limits',
  usage:
    'lint-limits [TREE...]: cip-lint of the worst trees within the limits, with a base, in 30 s and 512 MiB',
  async run(names, runs): Promise<Outcome> {
    const trees = Object.entries(hostileTrees).filter(
      ([name]) => names.length === 0 || names.some((part) => name.includes(part)),
    );
    if (trees.length === 0)
      throw new Error(`there is no such tree; known: ${Object.keys(hostileTrees).join(', ')}`);
    const lines: string[] = [];
    let passed = true;
    for (const [name, tree] of trees) {
      const { time, memory } = await measureLint(tree, runs);
      const isWithin = time <= longest && memory <= most;
      passed &&= isWithin;
      const figures = `${(time / 1000).toFixed(1).padStart(6)} s${(memory / 1024 ** 2).toFixed(0).padStart(5)} MiB`;
      lines.push(`${name.padEnd(40)}${figures}${isWithin ? '' : ' beyond the bounds'}`);
    }
    return { passed, lines };
  },
};

/** The median time, and the largest memory. */
async function measureLint(tree: HostileTree, runs: number): Promise<Measured> {
  const { file, valuesInFile, valuesInTree } = limits;
  const room = { file, tree: limits.tree, separatorsInFile: valuesInFile, valuesInTree };
  await using repository = await createGitRepository();
  await writeFiles(repository.folder, tree(1, room));
  await repository.commit('before');
  await writeFiles(repository.folder, tree(2, room));
  await repository.stage();
  const measured = Array.from({ length: runs }, () => lintOnce(repository.folder));
  return {
    time: median(measured.map(({ time }) => time)),
    memory: Math.max(...measured.map(({ memory }) => memory)),
  };
}

function lintOnce(cwd: string): Measured {
  const start = performance.now();
  const args = [
    '--import',
    `data:text/javascript,${encodeURIComponent(tellMemory)}`,
    linter,
    '.',
    '--base',
    'HEAD',
  ];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  const time = performance.now() - start;
  const memory = /memory=(\d+)$/.exec(stderr.toString())?.[1];
  if ((status !== 0 && status !== 1) || memory === undefined) {
    throw new Error(`cip-lint ended with exit code ${status}: ${stderr.toString()}`);
  }
  return { time, memory: Number(memory) };
}
