import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { startCommand, startErrorReporting, TemporaryFolders } from '@cip/testing';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Container, type PodSpec, scriptOf } from '../src/container.js';
import { images, type Production, release, startProduction } from '../src/production.js';
import { runScript, type ScriptResult } from '../src/run-script.js';
import { onlyJob, readWorkflow } from '../src/workflows.js';
import { operationsYaml, workspace } from '../src/workspace.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

interface JobSpec {
  readonly completions?: number;
  readonly template: { readonly spec: PodSpec & { readonly initContainers?: readonly Container[] } };
}

function jobOf(file: string): JobSpec {
  const [{ spec }] = operationsYaml(`kubernetes/${file}`) as [
    { spec: JobSpec & { jobTemplate?: { spec: JobSpec } } },
  ];
  return spec.jobTemplate?.spec ?? spec;
}

interface Runner {
  /** Runs a container of a Pod, with folders in the place of its volumes. */
  (container: Container, env?: Readonly<Record<string, string>>): Promise<ScriptResult>;
}

async function podOf(production: Production): Promise<Runner> {
  const volumes = await folders.create();
  for (const name of ['manifests', 'state', 'reports']) await mkdir(path.join(volumes, name));
  return (container, env = {}) => {
    const mounted = scriptOf(container).replaceAll(
      /(?<=[ '])\/(manifests|state|reports)\//g,
      `${volumes}/$1/`,
    );
    const artifacts = path.join(volumes, 'reports/cip-promote-RUN');
    const inPod = container.env ? { ...env, ARTIFACTS: artifacts } : env;
    return runScript(production.local(mounted), { cwd: volumes, env: inPod, isReal: true });
  };
}

describe('jobs of Kubernetes', () => {
  it('promote in four parts that end where one would, and report as one', async () => {
    await using production = await startProduction();
    await release(production);
    const { template, completions = 0 } = jobOf('promote.yaml');
    const run = await podOf(production);
    const [clone] = template.spec.initContainers ?? [];
    const [part] = template.spec.containers;
    if (!clone || !part) return expect.fail('a container is missing');
    const cloned = await run(clone);
    expect(cloned.code, cloned.stderr).toBe(0);
    const parts = await Promise.all(
      Array.from({ length: completions }, (_, i) => run(part, { JOB_COMPLETION_INDEX: String(i) })),
    );
    expect(parts.map(({ code, stderr }) => (code === 0 ? 0 : stderr))).toEqual([0, 0, 0, 0]);
    const [merge] = jobOf('report.yaml').template.spec.containers;
    const report = await run(merge ?? expect.fail('a container is missing'));
    expect(report).toMatchObject({ code: 0, stderr: '' });
    expect(report.stdout).toContain('\nSummary: 2 promoted, 2 in place; ');
    for (const region of ['us', 'eu'] as const) expect(production.holds(region)).toHaveLength(2);
  });

  it('back up both regions, and sweep, with an alert in Error Reporting when there is drift', async () => {
    await using production = await startProduction();
    const google = await startErrorReporting();
    onTestFinished(() => google.close());
    const run = await podOf(production);
    const [backup] = jobOf('backup.yaml').template.spec.containers;
    const [sweep] = jobOf('sweep.yaml').template.spec.containers;
    if (!backup || !sweep) return expect.fail('a container is missing');
    const taken = await run(backup);
    expect(taken.code, taken.stderr).toBe(0);
    expect(taken.stdout).toMatch(/complete/);
    const swept = await run(sweep, google.environment);
    expect(swept.code, swept.stderr + swept.stdout).toBe(0);
    expect(google.reports).toEqual([]);
    production.registries.us.seed('k8s-artifacts-prod/images/shop/web', images.tools, ['rogue']);
    // No promotion is under way that a second look would wait for.
    const drifted = await run(sweep, { ...google.environment, CIP_GRACE: '0' });
    expect(drifted.code, drifted.stderr).toBe(1);
    expect(google.reports).toMatchObject([{ project: 'k8s-artifacts-prod' }]);
  });
});

describe('the auditor on Cloud Run', () => {
  it('starts as its file says, and takes no event from who does not prove who he is', async () => {
    await using production = await startProduction();
    const [{ spec }] = operationsYaml('cloud-run/auditor.yaml') as [
      { spec: { template: { spec: PodSpec } } },
    ];
    const args = spec.template.spec.containers[0]?.args?.map((arg) => production.local(arg)) ?? [];
    const bundle = path.join(workspace, 'dist/apps/auditor/main.js');
    let isReady: (address: string) => void = () => undefined;
    const ready = new Promise<string>((resolve) => (isReady = resolve));
    const running = startCommand(bundle, [...args, '--host', '127.0.0.1'], {
      env: { PORT: '0' },
      timeout: 60_000,
      onStderr: (stderr) => {
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(stderr)?.[0];
        if (address !== undefined && /\bready\b/.test(stderr)) isReady(address);
      },
    });
    const ended = running.finished.then(({ stderr }) => Promise.reject(new Error(stderr)));
    const address = await Promise.race([ready, ended]);
    expect((await fetch(`${address}/ready`)).status).toBe(200);
    const event = { method: 'POST', body: JSON.stringify({ message: { data: '', messageId: '1' } }) };
    expect((await fetch(`${address}/events/pubsub`, event)).status).toBe(401);
    running.kill('SIGTERM');
    expect((await running.finished).code).toBe(143);
    await expect(ended).rejects.toThrow();
  });
});

describe('workflows of GitHub Actions', () => {
  /** Runs the steps of a workflow that are commands, in the repository with the manifests. */
  async function runSteps(name: 'lint' | 'promote', production: Production): Promise<string> {
    const cwd = production.repository.folder;
    await mkdir(path.join(cwd, 'promoter'), { recursive: true });
    const summary = path.join(await folders.create(), 'summary.md');
    const variables = {
      GITHUB_BASE_REF: 'main',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_PATH: `${summary}.path`,
    };
    let stdout = '';
    for (const { run, env, 'working-directory': folder = '' } of onlyJob(readWorkflow(name)).steps) {
      if (run === undefined) continue;
      const options = { cwd: path.join(cwd, folder), env: { ...variables, ...env }, isReal: true };
      const result = await runScript(run, options);
      expect(result.code, result.stderr).toBe(0);
      stdout += result.stdout;
    }
    expect(await readFile(`${summary}.path`, 'utf8')).toContain('promoter/node_modules/.bin');
    return name === 'lint' ? readFile(summary, 'utf8') : stdout;
  }

  it('lint with a review table and findings for code scanning, then promote', async () => {
    await using production = await startProduction();
    await release(production);
    expect(await runSteps('lint', production)).toMatch(/\|.*v2/);
    const sarif = path.join(production.repository.folder, 'artifacts/cip-lint.sarif');
    expect(JSON.parse(await readFile(sarif, 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(await runSteps('promote', production)).toContain('2 promoted');
    expect(production.holds('us')).toHaveLength(2);
  });
});
