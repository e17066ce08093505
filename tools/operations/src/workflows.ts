import { operationsYaml } from './workspace.js';

/** A step of a job of GitHub Actions. */
export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

/** A workflow of GitHub Actions with one job. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly 'runs-on': string;
        readonly 'timeout-minutes': number;
        readonly permissions: Readonly<Record<string, string>>;
        readonly steps: readonly Step[];
      }
    >
  >;
}

/** A workflow below `docs/operations/github-actions`. */
export function readWorkflow(name: 'lint' | 'promote'): Workflow {
  const [workflow] = operationsYaml(`github-actions/${name}.yml`);
  return workflow as Workflow;
}

/** The only job of a workflow. */
export function onlyJob({ jobs }: Workflow): Workflow['jobs'][string] {
  const [job, ...others] = Object.values(jobs);
  if (!job || others.length > 0) throw new Error('this is no workflow with one job');
  return job;
}
