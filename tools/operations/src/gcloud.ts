import type { Call } from './run-script.js';

/** The commands of gcloud that pages name: what they are given besides flags, and the flags that they take. */
const commands: Readonly<Record<string, readonly [positionals: number, flags: readonly string[]]>> = {
  'artifacts repositories update': [1, ['immutable-tags', 'location', 'project']],
  'artifacts repositories list-cleanup-policies': [1, ['location', 'project']],
  'artifacts repositories create': [1, ['location', 'project', 'repository-format']],
  'artifacts repositories add-iam-policy-binding': [1, ['location', 'member', 'project', 'role']],
  'artifacts repositories remove-iam-policy-binding': [1, ['location', 'member', 'project', 'role']],
  'iam service-accounts create': [1, ['display-name', 'project']],
  'iam service-accounts disable': [1, ['project']],
  'iam service-accounts add-iam-policy-binding': [1, ['member', 'project', 'role']],
  'iam service-accounts remove-iam-policy-binding': [1, ['member', 'project', 'role']],
  'iam service-accounts keys list': [0, ['format', 'iam-account', 'managed-by', 'project']],
  'logging read': [1, ['format', 'freshness', 'limit', 'project']],
  'monitoring policies create': [0, ['policy-from-file', 'project']],
  'projects add-iam-policy-binding': [1, ['member', 'role']],
  'pubsub subscriptions create': [
    1,
    [
      ...['ack-deadline', 'expiration-period', 'max-retry-delay', 'message-retention-duration'],
      ...['min-retry-delay', 'project', 'push-auth-service-account', 'push-auth-token-audience'],
      ...['push-endpoint', 'topic'],
    ],
  ],
  'pubsub subscriptions update': [
    1,
    ['project', 'push-auth-service-account', 'push-auth-token-audience', 'push-endpoint'],
  ],
  'pubsub subscriptions seek': [1, ['project', 'time']],
  'pubsub topics create': [1, ['message-retention-duration', 'project']],
  'run services add-iam-policy-binding': [1, ['member', 'project', 'region', 'role']],
  'run services remove-iam-policy-binding': [1, ['member', 'project', 'region', 'role']],
  'run services describe': [1, ['format', 'project', 'region']],
  'run services replace': [1, ['project', 'region']],
};

/** A command of gcloud, taken apart. */
export interface GcloudCommand {
  readonly name: string;
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
}

/** Takes a call of gcloud apart. Throws for commands and flags that pages have no business with. */
export function parseGcloud({ args }: Call): GcloudCommand {
  const words = args.slice(
    0,
    args.findIndex((arg) => arg.startsWith('--')),
  );
  const name = Object.keys(commands).find((known) => `${words.join(' ')} `.startsWith(`${known} `));
  const [count, known] = commands[name ?? ''] ?? [0, []];
  if (name === undefined) throw new Error(`gcloud ${args.join(' ')}: no such command`);
  const positionals = words.slice(name.split(' ').length);
  const flags = flagsOf(args.slice(words.length));
  const strange = Object.keys(flags).filter((flag) => !known.includes(flag));
  if (positionals.length !== count || strange.length > 0) {
    throw new Error(
      `gcloud ${args.join(' ')}: ${positionals.length} names, unknown flags: ${strange.join()}`,
    );
  }
  return { name, positionals, flags };
}

/** Flags that take no value, which pages put last. */
const switches: ReadonlySet<string> = new Set(['--immutable-tags']);

function flagsOf(args: readonly string[]): Record<string, string> {
  const flags: Record<string, string> = {};
  for (let i = 0; i < args.length; i += 2) {
    const [name = '', given = ''] = args.slice(i, i + 2);
    const value = given === '' && switches.has(name) ? 'true' : given;
    if (!name.startsWith('--') || value === '') throw new Error(`${name} ${value}: no flag with a value`);
    flags[name.slice('--'.length)] = value;
  }
  return flags;
}
