import { existsSync } from 'node:fs';
import path from 'node:path';
import { startCommand, TemporaryFolders } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptOf } from '../src/container.js';
import { type Production, release, startProduction } from '../src/production.js';
import { type ProwJob, readProwJobs } from '../src/prow-jobs.js';
import { runScript, type ScriptResult } from '../src/run-script.js';
import { workspace } from '../src/workspace.js';

const jobs = new Map(
  [...readProwJobs('prow/k8sio.yaml'), ...readProwJobs('prow/cip.yaml')].map((job) => [job.name, job]),
);
const folders = new TemporaryFolders();
afterAll(() => folders.remove());

function jobNamed(name: string): ProwJob {
  return jobs.get(name) ?? expect.fail(`no job ${name}`);
}

interface JobRun {
  readonly results: readonly ScriptResult[];
  /** The files that Prow would keep. */
  readonly artifacts: string;
}

/** Runs what a job runs, with the variables that Prow sets, on registries of this machine. */
async function runJob(name: string, production: Production, base = ''): Promise<JobRun> {
  const { kind, spec } = jobNamed(name);
  const artifacts = path.join(await folders.create(), 'artifacts');
  const env = { JOB_NAME: name, JOB_TYPE: kind, PULL_BASE_SHA: base, ARTIFACTS: artifacts };
  const results = [];
  for (const container of spec.containers) {
    const script = production.local(scriptOf(container));
    results.push(await runScript(script, { cwd: production.repository.folder, env, isReal: true }));
  }
  return { results, artifacts };
}

describe('jobs of the manifests', () => {
  let production: Production;
  let base: string;

  beforeAll(async () => {
    production = await startProduction();
    base = await release(production);
  });
  afterAll(() => production[Symbol.asyncDispose]());

  it('pull-k8sio-cip lints and plans what the pull request changes, and writes nothing', async () => {
    const { results, artifacts } = await runJob('pull-k8sio-cip', production, base);
    const [lint, plan] = results;
    expect(lint?.code, lint?.stderr).toBe(0);
    expect(lint?.stdout).toContain('v2');
    expect(plan?.code, plan?.stderr).toBe(0);
    expect(plan?.stdout).toContain('2 to promote');
    expect(Object.values(production.registries).map(({ writes }) => writes)).toEqual([0, 0, 0, 0]);
    for (const file of ['junit_cip-lint.xml', 'cip-lint.json', 'junit_cip.xml', 'cip.json']) {
      expect(existsSync(path.join(artifacts, file)), file).toBe(true);
    }
  });

  it('post-k8sio-image-promo promotes what was merged, and ci-k8sio-image-promo finds nothing left', async () => {
    const [merged] = (await runJob('post-k8sio-image-promo', production)).results;
    expect(merged?.code, merged?.stderr).toBe(0);
    expect(merged?.stdout).toContain('2 promoted');
    for (const region of ['us', 'eu'] as const) expect(production.holds(region)).toHaveLength(2);
    const [again] = (await runJob('ci-k8sio-image-promo', production)).results;
    expect(again?.code, again?.stderr).toBe(0);
    expect(again?.stdout).toContain('Nothing to do');
  });

  it('ci-k8sio-backup takes a snapshot of both regions, which restores', async () => {
    const { results, artifacts } = await runJob('ci-k8sio-backup', production);
    expect(results[0]?.code, results[0]?.stderr).toBe(0);
    expect(existsSync(path.join(artifacts, 'backup.prom'))).toBe(true);
    const backup = production.local('us-docker.pkg.dev/k8s-artifacts-prod-bak/images');
    const drill = `cip-backup drill latest --backup ${backup}`;
    const { code, stderr } = await runScript(drill, { cwd: production.repository.folder, isReal: true });
    expect(code, stderr).toBe(0);
  });
});

describe('jobs that run targets of Nx', () => {
  /** The tasks that a command of Nx stands for, as Nx itself says, without running any. */
  async function tasksOf(args: readonly string[]): Promise<string[]> {
    const nx = path.join(workspace, 'node_modules/.bin/nx');
    const { code, stdout, stderr } = await startCommand(nx, [...args, '--graph=stdout'], {
      cwd: workspace,
      env: { NX_DAEMON: 'false' },
      timeout: 60_000,
    }).finished;
    expect(code, stderr).toBe(0);
    const { tasks } = JSON.parse(stdout) as { tasks: { tasks: Record<string, object> } };
    return Object.keys(tasks.tasks);
  }

  it.concurrent.each([
    ['pull-k8sio-backup', ['backup:e2e']],
    ['pull-cip-unit-tests', ['oci:test', 'registry:test', 'operations:test']],
    ['pull-cip-lint', ['oci:lint', 'oci:typecheck', 'auditor:lint']],
    ['pull-cip-e2e', ['promoter:e2e', 'linter:e2e', 'backup:e2e']],
    ['pull-cip-auditor-e2e', ['auditor:e2e']],
  ])('%s runs those that the check of everything runs, too: %j', async (name, tasks) => {
    const [container] = jobNamed(name).spec.containers;
    const script = container ? scriptOf(container) : '';
    const { calls } = await runScript(script, { cwd: workspace });
    expect(calls[0]).toEqual({ program: 'npm', args: ['ci'] });
    const { args } = calls.find(({ program }) => program === 'nx') ?? expect.fail('no nx');
    expect(await tasksOf(args)).toEqual(expect.arrayContaining(tasks));
  });
});
