import { Ajv, type SchemaObject } from 'ajv';
import type { ProwConfig } from './prow-config.js';

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text, minItems: 1 } as const;
/** As Go reads durations. */
const duration = { type: 'string', pattern: String.raw`^(\d+(h|m|s))+$` } as const;

function object(properties: object, required: readonly string[] = []): SchemaObject {
  return { type: 'object', properties, required: [...required], additionalProperties: false };
}

const quantities = object({ cpu: text, memory: text }, ['cpu', 'memory']);
const container = object(
  {
    name: text,
    image: { type: 'string', pattern: String.raw`:[\w.-]+(@sha256:[0-9a-f]{64})?$` },
    command: texts,
    args: texts,
    env: { type: 'array', items: object({ name: text, value: text }, ['name', 'value']) },
    resources: object({ requests: quantities, limits: quantities }, ['requests', 'limits']),
  },
  ['image', 'command', 'resources'],
);
const spec = object(
  {
    serviceAccountName: text,
    automountServiceAccountToken: { type: 'boolean' },
    containers: { type: 'array', items: container, minItems: 1 },
  },
  ['containers'],
);

/** Fields of every job, by the names that Prow has for them. */
const common = {
  name: { type: 'string', pattern: '^[A-Za-z0-9-._]+$' },
  cluster: text,
  decorate: { const: true },
  decoration_config: object({ timeout: duration, grace_period: duration }, ['timeout', 'grace_period']),
  max_concurrency: { type: 'integer', minimum: 1 },
  job_queue_name: text,
  labels: { type: 'object', additionalProperties: text },
  annotations: {
    ...object(
      {
        'testgrid-dashboards': text,
        'testgrid-tab-name': text,
        'testgrid-alert-email': text,
        'testgrid-num-failures-to-alert': { type: 'string', pattern: String.raw`^\d+$` },
        description: text,
      },
      ['testgrid-dashboards', 'testgrid-tab-name', 'description'],
    ),
  },
  extra_refs: {
    type: 'array',
    items: object({ org: text, repo: text, base_ref: text, workdir: { type: 'boolean' } }, [
      'org',
      'repo',
      'base_ref',
    ]),
  },
  spec,
};
const always = ['name', 'cluster', 'decorate', 'decoration_config', 'annotations', 'spec'];

const change = { run_if_changed: text, branches: texts };
const presubmit = {
  ...object({ ...common, ...change, always_run: { const: true }, optional: { type: 'boolean' } }, always),
  oneOf: [{ required: ['always_run'] }, { required: ['run_if_changed'] }],
};
const postsubmit = object({ ...common, ...change }, [...always, 'branches', 'max_concurrency']);
const periodic = {
  ...object({ ...common, cron: text, interval: duration }, [...always, 'extra_refs', 'max_concurrency']),
  oneOf: [{ required: ['cron'] }, { required: ['interval'] }],
};

function byRepository(job: object): object {
  return {
    type: 'object',
    propertyNames: { pattern: String.raw`^[\w.-]+/[\w.-]+$` },
    additionalProperties: { type: 'array', items: job, minItems: 1 },
  };
}

const validate = new Ajv({ allErrors: true, strictRequired: false }).compile<ProwConfig>(
  object({
    presubmits: byRepository(presubmit),
    postsubmits: byRepository(postsubmit),
    periodics: { type: 'array', items: periodic },
  }),
);

/** Throws an error with everything that Prow, or its owners, would not take in a file of jobs. */
export function checkProwConfig(value: unknown, file: string): ProwConfig {
  if (validate(value)) return value;
  const problems = (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
  throw new Error([file, ...problems].join('\n'));
}
