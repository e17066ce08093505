import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditorSamples } from './auditor-samples.js';
import { type PodSpec, scriptOf } from './container.js';
import { parseGcloud } from './gcloud.js';
import { readBlocks } from './page-blocks.js';
import { parseCommand } from './parse-command.js';
import { runScript } from './run-script.js';
import { operationsFile, operationsText, operationsYaml, workspace } from './workspace.js';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly summary: string; readonly runbook: string };
    }[];
  }[];
}

interface Policy {
  readonly displayName: string;
  readonly documentation: { readonly content: string };
  readonly combiner: string;
  readonly severity: string;
  readonly conditions: readonly {
    readonly displayName: string;
    readonly conditionPrometheusQueryLanguage?: { readonly query: string };
    readonly conditionThreshold?: { readonly filter: string };
    readonly conditionMatchedLog?: { readonly filter: string };
  }[];
}

const [{ groups }] = operationsYaml('monitoring/prometheus-rules.yaml') as [Rules];
const rules = groups.flatMap((group) => group.rules);
const files = readdirSync(operationsFile('monitoring')).filter((name) => name.startsWith('policy-'));
const policies = files.map((name) => (operationsYaml(`monitoring/${name}`) as [Policy])[0]);
const queries = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...policies.flatMap(({ displayName, conditions }) =>
    conditions.flatMap(({ conditionPrometheusQueryLanguage: condition }) =>
      condition ? [[displayName, condition.query] as const] : [],
    ),
  ),
];

const samples = await auditorSamples();
const names = new Set([...samples.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));

describe('alarms', () => {
  it.each(queries)('%s asks for metrics that there are, by labels that they have', (_, query) => {
    const asked = [...query.matchAll(/\bcip_auditor_\w+/g)].map(([name]) => name);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !names.has(name))).toEqual([]);
    for (const [, label = '', name = ''] of query.matchAll(/by \((\w+)\) \(?(?:\w+\()*(cip_auditor_\w+)/g)) {
      expect(samples).toMatch(new RegExp(`^${name}\\{.*\\b${label}="`, 'm'));
    }
    for (const [, name = '', selector = ''] of query.matchAll(/(cip_auditor_\w+)\{(.*?)\}/g)) {
      expect(samples).toMatch(new RegExp(`^${name}\\{.*\\b${selector}`, 'm'));
    }
    expect(query.split('(')).toHaveLength(query.split(')').length);
  });

  it('of Prometheus lead to a page', () => {
    for (const { annotations } of rules) {
      const [file = '', anchor] = annotations.runbook.split('#');
      const text = readFileSync(path.join(workspace, file), 'utf8');
      const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
        title.toLowerCase().replaceAll(' ', '-'),
      );
      if (anchor !== undefined) expect(headings).toContain(anchor);
    }
  });

  it.each(policies.map((policy) => [policy.displayName, policy] as const))(
    '%s is a policy of Cloud Monitoring',
    (name, { documentation, combiner, severity, conditions }) => {
      expect(files).toContain(`policy-${name.replace('auditor-', '')}.yaml`);
      expect([combiner, severity]).toEqual(['OR', 'CRITICAL']);
      expect(documentation.content).toContain('docs/operations/monitoring/README.md');
      for (const { displayName, ...kinds } of conditions) {
        expect(displayName).not.toBe('');
        expect(Object.keys(kinds)).toHaveLength(1);
      }
    },
  );

  it('of Cloud Monitoring ask what those of Prometheus ask', () => {
    const asked = policies.flatMap(({ conditions }) =>
      conditions.flatMap(({ conditionPrometheusQueryLanguage: condition }) => condition?.query ?? []),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(rules.map(({ expr }) => expr)).toEqual(expect.arrayContaining(asked));
  });

  it('of Cloud Monitoring know the subscription and the words of the log', () => {
    const filters = policies.flatMap(({ conditions }) =>
      conditions.map((one) => one.conditionThreshold?.filter ?? one.conditionMatchedLog?.filter ?? ''),
    );
    const subscription = /subscription_id = "(.*?)"/.exec(filters.join('\n'))?.[1];
    expect(operationsText('cloud-run/README.md')).toContain(`pubsub subscriptions create ${subscription} `);
    const message = /jsonPayload.message = "(.*?)"/.exec(filters.join('\n'))?.[1];
    const source = path.join(workspace, 'apps/auditor/src/alerts/guarded-sink.ts');
    expect(readFileSync(source, 'utf8')).toContain(`log.error('${message}'`);
  });

  it('are all made by the command of the page', async () => {
    const [block] = readBlocks(operationsText('monitoring/README.md'));
    const { calls } = await runScript(block?.text ?? '', { cwd: workspace });
    const made = calls.map((call) => path.basename(parseGcloud(call).flags['policy-from-file'] ?? ''));
    expect(made.sort()).toEqual([...files].sort());
  });
});

it('the job of the probe has a command line that its program understands', async () => {
  const [job] = operationsYaml('monitoring/probe.yaml') as [
    {
      readonly spec: {
        readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
      };
    },
  ];
  const [container] = job.spec.jobTemplate.spec.template.spec.containers;
  const { calls } = await runScript(container ? scriptOf(container) : '', { cwd: workspace });
  for (const { program, args } of calls) await parseCommand(program, args);
  expect(calls.map(({ args }) => args[0])).toEqual(['probe']);
});
