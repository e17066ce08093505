import { TemporaryFolders } from '@cip/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { scriptOf } from './container.js';
import { isProgram, parseCommand } from './parse-command.js';
import { readProwJobs } from './prow-jobs.js';
import { checkProwConfig } from './prow-schema.js';
import { runScript } from './run-script.js';
import { operationsText, workspace } from './workspace.js';

const jobs = [...readProwJobs('prow/k8sio.yaml'), ...readProwJobs('prow/cip.yaml')];
const containers = jobs.flatMap(({ name, spec }) =>
  spec.containers.map((container) => ({ job: name, script: scriptOf(container) })),
);
const folders = new TemporaryFolders();
afterAll(() => folders.remove());
const trusted = 'k8s-infra-prow-build-trusted';

describe('jobs of Prow', () => {
  it('are all there, once', () => {
    expect(jobs.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      'periodic ci-k8sio-backup',
      'periodic ci-k8sio-image-promo',
      'postsubmit post-k8sio-image-promo',
      'presubmit pull-cip-auditor-e2e',
      'presubmit pull-cip-e2e',
      'presubmit pull-cip-lint',
      'presubmit pull-cip-unit-tests',
      'presubmit pull-k8sio-backup',
      'presubmit pull-k8sio-cip',
    ]);
  });

  it.each(jobs)('$name has the tab of its name, and containers that can be told apart', (job) => {
    expect(job.annotations['testgrid-tab-name']).toBe(job.name);
    const names = job.spec.containers.map(({ name }) => name);
    if (names.length > 1) expect(names).not.toContain(undefined);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(jobs.filter(({ kind }) => kind === 'presubmit'))(
    '$name, which runs what anybody proposes, has no rights',
    ({ cluster, labels, spec }) => {
      expect(cluster).not.toContain('trusted');
      expect(spec.automountServiceAccountToken).toBe(false);
      expect(spec).not.toHaveProperty('serviceAccountName');
      expect(spec).not.toHaveProperty('volumes');
      // Presets of Prow, such as preset-service-account, bring secrets along.
      expect(Object.keys(labels ?? {})).toEqual([]);
    },
  );

  it.each(jobs.filter(({ kind }) => kind !== 'presubmit'))(
    '$name has an account of its own, one run at a time, and alerts',
    ({ cluster, spec, max_concurrency: atATime, annotations }) => {
      expect(cluster).toBe(trusted);
      expect(spec.serviceAccountName).toMatch(/^k8s-infra-(?:image-promotion|gcr-promoter-bak)$/);
      expect(atATime).toBe(1);
      expect(annotations).toHaveProperty('testgrid-alert-email');
    },
  );

  it('write nothing to production before a merge', () => {
    const writers = jobs.filter(({ spec }) =>
      spec.containers.some((one) => scriptOf(one).includes('--confirm')),
    );
    expect(writers.map(({ name }) => name)).toEqual(['post-k8sio-image-promo', 'ci-k8sio-image-promo']);
  });

  it.each(containers)('$job: $script is understood by its program', async ({ script }) => {
    const env = { ARTIFACTS: await folders.create(), PULL_BASE_SHA: 'HEAD' };
    const { code, calls } = await runScript(script, { cwd: workspace, env });
    expect(code).toBe(0);
    expect(calls).not.toEqual([]);
    for (const { program, args } of calls) {
      if (isProgram(program)) await parseCommand(program, args);
      else expect(['npm', 'nx', 'prettier']).toContain(program);
    }
  });

  it('have a row each in the table of their page', () => {
    const page = operationsText('prow/README.md');
    for (const { name, spec } of jobs) {
      expect(page).toMatch(
        new RegExp(`^\\| \`${name}\` .*\\| (none|\`${spec.serviceAccountName ?? ''}\`)`, 'm'),
      );
    }
  });
});

describe('what is checked', () => {
  it.each([
    ['a field that Prow does not have', { periodics: [{ nmae: 'x' }] }, 'nmae'],
    ['a job without a time', { periodics: [{ name: 'x' }] }, 'decoration_config'],
    [
      'an image without a tag',
      { presubmits: { 'a/b': [{ spec: { containers: [{ image: 'x' }] } }] } },
      'image',
    ],
  ])('tells %s', (_, config, text) => {
    expect(() => checkProwConfig(config, 'x.yaml')).toThrow(text);
  });

  it('tells a flag that a program does not have', async () => {
    await expect(parseCommand('cip', ['promote', '--conform'])).rejects.toThrow('--conform');
    await expect(parseCommand('cip-backup', ['verify'])).rejects.toThrow('snapshot');
    await expect(parseCommand('cip-lint', ['--format', 'xml'])).rejects.toThrow('xml');
    await expect(parseCommand('cip-auditor', ['watch'])).rejects.toThrow('watch');
  });
});
