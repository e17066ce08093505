import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SourceError } from '../source-error.js';
import type { CommitPlan } from './prepare-commit.js';
import { gitBytes, type GitCall, runGitAsUser } from './run-git.js';

/**
 * Commits files as they are now on a new branch, which HEAD is at afterwards; gives the commit. What else is changed or
 * staged stays so. No hook and no filter runs. The commit is signed where the configuration of the user says so. Throws {@link SourceError}.
 */
export async function commitFiles(plan: CommitPlan, message: string, signal?: AbortSignal): Promise<string> {
  const call = { ...(signal && { signal }) };
  const run = runner(plan, call);
  const folder = await mkdtemp(path.join(tmpdir(), 'cip-index-'));
  try {
    const indexFile = path.join(folder, 'index');
    if (plan.parent !== undefined) await run(['read-tree', plan.parent], { indexFile });
    const entries: string[] = [];
    for (const { absolute, path: name, mode } of plan.files) {
      const input = await readFile(absolute);
      const id = await run(['hash-object', '-w', '--no-filters', '--stdin'], { input });
      entries.push(`${mode},${id},${name}`);
    }
    const adding = ['update-index', '--add', ...entries.flatMap((entry) => ['--cacheinfo', entry])];
    await run(adding, { indexFile });
    const tree = await run(['write-tree'], { indexFile });
    const commit = await commitTree(plan, tree, message, call);
    const ref = `refs/heads/${plan.branch}`;
    await run(adding);
    // An empty old value: only if there is none.
    await run(['update-ref', ref, commit, '']);
    await run(['symbolic-ref', '-m', `cip: moving to ${plan.branch}`, 'HEAD', ref]);
    return commit;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Call = Pick<GitCall, 'signal'>;

function runner({ repository }: CommitPlan, call: Call) {
  return async (args: readonly string[], more: GitCall = {}): Promise<string> => {
    const bytes = await gitBytes(repository, args, { ...call, ...more });
    return new TextDecoder().decode(bytes).trim();
  };
}

async function commitTree(plan: CommitPlan, tree: string, message: string, call: Call): Promise<string> {
  const { repository, parent } = plan;
  const signing = await runGitAsUser(repository, ['config', '--type=bool', '--get', 'commit.gpgSign'], call);
  const isSigned = new TextDecoder().decode(signing.stdout).trim() === 'true';
  const parents = parent === undefined ? [] : ['-p', parent];
  const args = ['commit-tree', ...(isSigned ? ['-S'] : []), ...parents, '-F', '-', tree];
  const { exitCode, stdout, stderr } = await runGitAsUser(repository, args, { ...call, input: message });
  if (exitCode === 0) return new TextDecoder().decode(stdout).trim();
  const remedy = 'The files are written: commit them by hand.';
  throw new SourceError('NOT_COMMITTED', plan.branch, `git commit-tree failed: ${stderr}`, remedy);
}
