/** The base of the Dockerfiles. */
export const base = { repository: 'docker.io/library/node', tag: '24-slim' } as const;

/** What all images have in common, apart from labels. */
const common = {
  // Numeric, so that Kubernetes can see that it is not root; nobody on the host has it.
  user: '65532:65532',
  /** Where manifests are mounted. */
  workingDirectory: '/manifests',
  // As seen from the program in /usr/local/bin: ../lib/cip.
  chunks: '/usr/local/lib/cip',
  env: { NODE_ENV: 'production' },
} as const;

// What is mounted belongs to another user, and git refuses to read such a repository unless told not to.
const gitEnv = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'safe.directory',
  GIT_CONFIG_VALUE_0: '*',
} as const;

/** How Docker tells whether the program works; intervals in seconds. Kubernetes and Cloud Run ask in their own way. */
export interface HealthCheck {
  readonly command: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
}

/** What the image of one app is like. Its Dockerfile says the same. */
export interface AppFacts {
  /** What users type; the program has this name in the image. */
  readonly command: string;
  readonly description: string;
  /** Programs of the base that the app runs, besides node. */
  readonly programs: readonly string[];
  /** What the command is given when the container is given nothing. */
  readonly defaultArguments?: readonly string[];
  readonly port?: number;
  readonly healthCheck?: HealthCheck;
}

const apps = {
  promoter: {
    command: 'cip',
    description: 'Makes production registries contain what reviewed manifests say',
    programs: ['git'],
    defaultArguments: ['--help'],
  },
  linter: {
    command: 'cip-lint',
    description: 'Says what is wrong with promoter manifests',
    programs: ['git'],
  },
  auditor: {
    command: 'cip-auditor',
    description: 'Holds every change in production registries against the promoter manifests',
    programs: ['git'],
    defaultArguments: ['serve'],
    port: 8080,
    healthCheck: {
      command: [
        'node',
        '-e',
        "fetch('http://127.0.0.1:'+(process.env.CIP_PORT||process.env.PORT||8080)+'/health').then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))",
      ],
      interval: 30,
      timeout: 5,
      startPeriod: 60,
    },
  },
  backup: {
    command: 'cip-backup',
    description: 'Point-in-time snapshots of production registries, verified and restorable',
    programs: [],
    defaultArguments: ['--help'],
  },
} as const satisfies Readonly<Record<string, AppFacts>>;

/** The one table of what goes into images: `npm run image` writes it, and specs hold the Dockerfiles against it. */
export const appFacts: ReadonlyMap<string, AppFacts> = new Map(Object.entries(apps));

/** All that an image says of itself, and where its program is. */
export interface ImageFacts {
  readonly user: string;
  readonly workingDirectory: string;
  /** Absolute; what the command is found by. */
  readonly program: string;
  /** Absolute; where the program loads the rest of itself from. */
  readonly chunks: string;
  readonly entrypoint: readonly string[];
  readonly defaultArguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number | undefined;
  readonly healthCheck: HealthCheck | undefined;
}

/** What the image of an app in a version is like. */
export function imageFactsOf(facts: AppFacts, version: string): ImageFacts {
  const { command, description, programs, defaultArguments = [], port, healthCheck } = facts;
  return {
    user: common.user,
    workingDirectory: common.workingDirectory,
    program: `/usr/local/bin/${command}`,
    chunks: common.chunks,
    entrypoint: [command],
    defaultArguments,
    env: { ...common.env, ...(programs.includes('git') && gitEnv) },
    labels: {
      'org.opencontainers.image.title': command,
      'org.opencontainers.image.description': description,
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.licenses': 'Apache-2.0',
    },
    port,
    healthCheck,
  };
}
