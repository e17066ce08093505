import { describe, expect, it } from 'vitest';
import { type PodSpec, scriptOf } from './container.js';
import { isProgram, parseCommand } from './parse-command.js';
import { runScript } from './run-script.js';
import { operationsYaml, workspace } from './workspace.js';

interface JobSpec {
  readonly completionMode?: string;
  readonly completions?: number;
  readonly parallelism?: number;
  readonly template: {
    readonly spec: PodSpec & {
      readonly terminationGracePeriodSeconds: number;
      readonly initContainers?: PodSpec['containers'];
    };
  };
}
interface CronJob {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: {
    readonly schedule: string;
    readonly concurrencyPolicy: string;
    readonly jobTemplate: { readonly spec: JobSpec };
  };
}
interface Job {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: JobSpec;
}

const [backup] = operationsYaml('kubernetes/backup.yaml') as [CronJob];
const [sweep] = operationsYaml('kubernetes/sweep.yaml') as [CronJob];
const [promote] = operationsYaml('kubernetes/promote.yaml') as [Job];
const [report] = operationsYaml('kubernetes/report.yaml') as [Job];
const pods = [
  { file: 'backup.yaml', pod: backup.spec.jobTemplate.spec.template.spec },
  { file: 'sweep.yaml', pod: sweep.spec.jobTemplate.spec.template.spec },
  { file: 'promote.yaml', pod: promote.spec.template.spec },
  { file: 'report.yaml', pod: report.spec.template.spec },
];

describe('jobs of Kubernetes', () => {
  it.each([
    ['backup.yaml', backup],
    ['sweep.yaml', sweep],
  ])('%s runs by the clock, one at a time', (_, { apiVersion, kind, spec }) => {
    expect([apiVersion, kind]).toEqual(['batch/v1', 'CronJob']);
    expect(spec.schedule.split(' ')).toHaveLength(5);
    expect(spec.concurrencyPolicy).toBe('Forbid');
  });

  it('the backup has a lock, on a volume that outlives its Pods', () => {
    const { containers, volumes = [] } = backup.spec.jobTemplate.spec.template.spec;
    const { args = [], volumeMounts = [] } = containers[0] ?? { image: '' };
    const lock = args[args.indexOf('--lock') + 1] ?? '';
    const mount = volumeMounts.find(({ mountPath }) => lock.startsWith(`${mountPath}/`));
    expect(volumes.find(({ name }) => name === mount?.name)).toHaveProperty('persistentVolumeClaim');
  });

  it('the promotion has as many parts as completions', () => {
    const { completionMode, completions, parallelism, template } = promote.spec;
    expect([promote.apiVersion, promote.kind, completionMode]).toEqual(['batch/v1', 'Job', 'Indexed']);
    expect(parallelism).toBe(completions);
    expect(template.spec.containers[0]?.args).toContain(`auto/${completions ?? ''}`);
  });

  it('the report is of the folder in which the parts leave theirs, on one volume', () => {
    const [parts, merge] = [promote, report].map(({ spec }) => spec.template.spec);
    const folderOf = (pod: PodSpec | undefined): string | undefined =>
      pod?.containers[0]?.env?.find(({ name }) => name === 'ARTIFACTS')?.value;
    const claimOf = (pod: PodSpec | undefined): unknown =>
      pod?.volumes?.find(({ name }) => name === 'reports');
    expect(folderOf(parts)).toBe('/reports/$(JOB_NAME)');
    expect(merge?.containers[0]?.args).toEqual(['report', '/reports/cip-promote-RUN']);
    expect(folderOf(merge)).toBe('/reports/cip-promote-RUN');
    expect(claimOf(parts)).toEqual(claimOf(merge));
    expect(claimOf(parts)).toHaveProperty('persistentVolumeClaim');
  });

  it.each(pods)('$file runs as nobody, writes only to its volumes, and may end in order', ({ pod }) => {
    expect(pod.restartPolicy).toBe('Never');
    expect(pod.serviceAccountName).toMatch(/^cip-/);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(60);
    const names = pod.volumes?.map(({ name }) => name) ?? [];
    for (const { securityContext, volumeMounts = [], image } of [
      ...pod.containers,
      ...(pod.initContainers ?? []),
    ]) {
      expect(image).toMatch(/:v1\.0\.0@sha256:0{64}$/);
      expect(securityContext).toEqual({
        runAsNonRoot: true,
        runAsUser: 65532,
        runAsGroup: 65532,
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const { name } of volumeMounts) expect(names).toContain(name);
    }
  });

  it.each(pods)('$file has a command line that its program understands', async ({ pod }) => {
    for (const container of pod.containers) {
      const { calls } = await runScript(scriptOf(container), { cwd: workspace });
      for (const { program, args } of calls) await parseCommand(program, args);
      expect(calls.map(({ program }) => isProgram(program))).toEqual([true]);
    }
  });
});
