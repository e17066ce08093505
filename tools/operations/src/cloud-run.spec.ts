import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Container, scriptOf } from './container.js';
import { type GcloudCommand, parseGcloud } from './gcloud.js';
import { readBlocks } from './page-blocks.js';
import { parseCommand } from './parse-command.js';
import { runScript } from './run-script.js';
import { operationsText, operationsYaml, workspace } from './workspace.js';

interface Service {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
      readonly spec: {
        readonly timeoutSeconds: number;
        readonly containerConcurrency: number;
        readonly serviceAccountName: string;
        readonly containers: readonly (Container & {
          readonly startupProbe: { readonly httpGet: { readonly path: string } };
          readonly livenessProbe: { readonly httpGet: { readonly path: string } };
        })[];
      };
    };
  };
}

const [service] = operationsYaml('cloud-run/auditor.yaml') as [Service];
const { serviceAccountName, containers } = service.spec.template.spec;
const [container] = containers;
const page = operationsText('cloud-run/README.md');
const commands: GcloudCommand[] = [];
for (const { text } of readBlocks(page)) {
  const { calls } = await runScript(text, { cwd: workspace });
  commands.push(...calls.map(parseGcloud));
}
const bindings = commands.filter(({ name }) => name.endsWith('add-iam-policy-binding'));

function accountOf({ flags }: GcloudCommand): string {
  return (flags['member'] ?? '').replace('serviceAccount:', '');
}

function flagOf(name: string): string | undefined {
  const { args = [] } = container ?? {};
  return args[args.indexOf(name) + 1];
}

describe('the auditor on Cloud Run', () => {
  it('is a Knative service with probes that Cloud Run lets through', () => {
    expect([service.apiVersion, service.kind]).toEqual(['serving.knative.dev/v1', 'Service']);
    expect(containers).toHaveLength(1);
    const paths = [container?.startupProbe.httpGet.path, container?.livenessProbe.httpGet.path];
    expect(paths).toEqual(['/ready', '/health']);
  });

  it('has a command line that its program understands', async () => {
    if (!container) return expect.fail('no container');
    const { calls } = await runScript(scriptOf(container), { cwd: workspace });
    for (const { program, args } of calls) await parseCommand(program, args);
    expect(calls.map(({ args }) => args[0])).toEqual(['serve']);
  });

  it('asks of callers what the subscription gives', () => {
    const create = commands.find(({ name }) => name === 'pubsub subscriptions create');
    const { flags = {} } = create ?? {};
    expect(flags['push-auth-service-account']).toBe(flagOf('--pubsub-service-account'));
    expect(flags['push-auth-token-audience']).toBe(flagOf('--pubsub-audience'));
    const audiences = service.metadata.annotations['run.googleapis.com/custom-audiences'] ?? '';
    expect(JSON.parse(audiences)).toEqual([flagOf('--pubsub-audience')]);
    expect(new URL(flags['push-endpoint'] ?? '').pathname).toBe('/events/pubsub');
    const topic = commands.find(({ name }) => name === 'pubsub topics create');
    expect([flags['topic'], topic?.positionals]).toEqual(['gcr', ['gcr']]);
  });
});

describe('the sizes', () => {
  const { metadata, spec } = service.spec.template;
  const create = commands.find(({ name }) => name === 'pubsub subscriptions create');

  it('leave time for the slowest answer, and Pub/Sub waits for it', () => {
    const readings = 2 * 45;
    const [reads, alert] = [2 * 15, 15];
    expect(spec.timeoutSeconds).toBeGreaterThan(readings + reads + alert);
    expect(create?.flags['ack-deadline']).toBe(`${spec.timeoutSeconds}`);
    const concept = readFileSync(path.join(workspace, 'docs/concepts/auditor.md'), 'utf8');
    expect(concept).toContain(`--ack-deadline=${spec.timeoutSeconds} `);
  });

  it('are those of the page', () => {
    const scale = (name: string): string =>
      metadata.annotations[`autoscaling.knative.dev/${name}Scale`] ?? '';
    expect(page).toContain(`**Instances: ${scale('min')} to ${scale('max')}.**`);
    expect(page).toContain(`**Concurrency: ${spec.containerConcurrency}.**`);
  });

  it('have no journal, for which there is no disk', () => {
    expect(container?.args).not.toContain('--journal');
    expect(container?.args).not.toContain('--distribution-secret-file');
  });
});

describe('service accounts', () => {
  it('are made before they are given roles, and all of them have some', () => {
    const made = commands
      .filter(({ name }) => name === 'iam service-accounts create')
      .map(
        ({ positionals, flags }) => `${positionals.join()}@${flags['project'] ?? ''}.iam.gserviceaccount.com`,
      );
    const given = bindings.map(accountOf).filter((account) => account.endsWith('.iam.gserviceaccount.com'));
    expect([...new Set(given)].sort()).toEqual([...made].sort());
    expect(made).toContain(serviceAccountName);
    expect(made).toContain(flagOf('--pubsub-service-account'));
  });

  it('get the roles of the table and no others', () => {
    const rows = [...page.matchAll(/^\| (?!program|-)[^|]*\| `(\S+)` *\| `(\S+)` *\|/gm)].map(
      ([, account = '', role = '']) => `${account} ${role}`,
    );
    const given = bindings
      .filter(({ flags }) => flags['role'] !== 'roles/iam.workloadIdentityUser')
      .map((binding) => `${accountOf(binding)} ${binding.flags['role'] ?? ''}`);
    expect([...new Set(given)].sort()).toEqual([...rows].sort());
  });

  it('can delete nothing in production', () => {
    const able = bindings.filter(({ flags }) => /admin|owner|editor/i.test(flags['role'] ?? ''));
    expect(able.length).toBeGreaterThan(0);
    for (const { flags } of able) expect(flags['project']).toBe('k8s-artifacts-prod-bak');
  });

  it.each([
    ['no command of it', ['run', 'jobs', 'delete', 'x', '--region', 'y']],
    ['no flag of it', ['pubsub', 'topics', 'create', 'gcr', '--topic', 'x']],
    ['no name', ['pubsub', 'topics', 'create', '--project', 'x']],
    ['no value', ['pubsub', 'topics', 'create', 'gcr', '--project']],
  ])('a command of gcloud with %s is told', (_, args) => {
    expect(() => parseGcloud({ program: 'gcloud', args })).toThrow();
  });
});
