import { describe, expect, it } from 'vitest';
import { isProgram, parseCommand } from './parse-command.js';
import { runScript } from './run-script.js';
import { onlyJob, readWorkflow } from './workflows.js';
import { operationsText, workspace } from './workspace.js';

const lint = readWorkflow('lint');
const promote = readWorkflow('promote');
const ownSteps = (workflow: typeof lint): string[] =>
  onlyJob(workflow).steps.flatMap(({ run }) => (run?.includes('cip') ? [run] : []));

describe('workflows of GitHub Actions', () => {
  it('lint what anybody proposes without rights in production', () => {
    expect(Object.keys(lint.on)).toEqual(['pull_request']);
    expect(onlyJob(lint).permissions).toEqual({ contents: 'read', 'security-events': 'write' });
    expect(operationsText('github-actions/lint.yml')).not.toMatch(/secrets\.|id-token|--confirm/);
  });

  it('upload the findings that the linter leaves', () => {
    const { steps } = onlyJob(lint);
    const linting = steps.find(({ run }) => run?.includes('cip-lint'));
    const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@'));
    expect(upload?.with?.['sarif_file']).toBe(`${linting?.env?.['ARTIFACTS'] ?? ''}/cip-lint.sarif`);
    expect(upload?.if).toContain('!cancelled()');
  });

  it('promote after the merge only, one at a time, without a key', () => {
    expect(Object.keys(promote.on)).toEqual(['push', 'workflow_dispatch', 'schedule']);
    expect(promote.on['push']).toMatchObject({ branches: ['main'] });
    expect(promote.concurrency).toEqual({ group: 'promote', 'cancel-in-progress': false });
    expect(onlyJob(promote).permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(operationsText('github-actions/promote.yml')).not.toContain('secrets.');
  });

  it.each([
    ['lint.yml', lint],
    ['promote.yml', promote],
  ])('%s names versions, leaves no token behind, and ends', (_, workflow) => {
    const { steps, ...job } = onlyJob(workflow);
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(job['timeout-minutes']).toBeLessThanOrEqual(240);
    expect(job['runs-on']).toMatch(/-\d/);
    for (const { uses, with: given } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/^[\w.-]+\/[\w./-]+@v\d+$/);
      if (uses?.startsWith('actions/checkout')) expect(given?.['persist-credentials']).toBe(false);
    }
  });

  it.each([...ownSteps(lint), ...ownSteps(promote)])('%s is understood by its program', async (run) => {
    const env = { GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: '/tmp/summary' };
    const { code, calls } = await runScript(run, { cwd: workspace, env });
    expect(code).toBe(0);
    expect(calls.map(({ program }) => isProgram(program))).toEqual([true]);
    for (const { program, args } of calls) await parseCommand(program, args);
  });
});
