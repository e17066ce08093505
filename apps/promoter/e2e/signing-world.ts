import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, referrersTag } from '@cip/oci';
import {
  buildImage,
  buildMultiPlatform,
  pushImage,
  registriesYaml,
  startSigstore,
  type TestSigstore,
  writeTree,
} from '@cip/testing';
import { basicCredentials, dockerConfig, type RegistryUser } from './docker-config.js';
import { type CipResult, runCip, startCip, temporaryFolder } from './run-cip.js';

export const images = {
  app: buildImage('app'),
  platforms: buildMultiPlatform('platforms', { layers: 1 }),
  untagged: buildImage('untagged', { layers: 1 }),
};
export const identity = {
  issuer: 'https://accounts.google.com',
  identity: 'promoter@project.iam.gserviceaccount.com',
};

/** All that signing makes of the images: `image kind`, sorted. */
export const everything = [
  ...['app record', 'app signature', 'platforms record', 'platforms signature', 'untagged record'],
  ...images.platforms.children.map((_, i) => `platforms/${i} signature`),
].sort();

const names: ReadonlyMap<string, string> = new Map([
  ...Object.entries(images).map(([name, { descriptor }]) => [descriptor.digest, name] as const),
  ...images.platforms.children.map(
    ({ descriptor }, i) => [descriptor.digest as string, `platforms/${i}`] as const,
  ),
]);

export interface JsonReport {
  readonly summary: Readonly<Record<string, number>>;
  readonly items: readonly {
    readonly state: string;
    readonly digest: string;
    readonly destination: string;
    readonly made: readonly string[];
    readonly copies: readonly string[];
    readonly taken: readonly string[];
    readonly surplus: readonly { readonly kind: string; readonly digests: readonly string[] }[];
    readonly reason?: string;
  }[];
}

type Command = 'sign' | 'plan' | 'promote';

/** What signs in a world. */
export type SignerKind = 'key' | 'keyless';

/** A tree whose images were promoted to some prefixes of registries, and what signs them. */
export interface SigningWorld {
  readonly folder: string;
  readonly source: string;
  /** Prefixes of registries, the first one first in the manifest. */
  readonly destinations: readonly string[];
  /** That the key is encrypted with, where it is. */
  readonly password: string;
  /** What must be in no output. */
  readonly secrets: readonly string[];
  /** `cip sign --format json`, at the most talkative level. */
  sign(...more: string[]): Promise<CipResult>;
  start(command: Command, ...more: string[]): ReturnType<typeof startCip>;
  /** Another command on the tree. */
  run(command: Command, ...more: string[]): Promise<CipResult>;
}

export interface WorldSettings {
  readonly signer?: SignerKind;
  readonly sigstore?: TestSigstore;
  /** Further parts of `.cip.yaml`, as JSON. */
  readonly configuration?: object;
  /** Further keys of `signing`. */
  readonly signing?: object;
  /** A prefix of a registry. Default: one that is not there. */
  readonly source?: string;
  /** Default: {@link images}, with their tags. */
  readonly wanted?: Readonly<Record<string, readonly string[]>>;
  /** The user and password of the destinations, for `--use-credentials`. */
  readonly auth?: RegistryUser;
}

const usual = {
  [images.app.descriptor.digest]: ['v1'],
  [images.platforms.descriptor.digest]: ['v2'],
  [images.untagged.descriptor.digest]: [],
};

/** Writes the tree, the configuration and what signs. */
export async function createWorld(
  destinations: readonly string[],
  {
    signer = 'key',
    sigstore,
    configuration = {},
    signing = {},
    source = 'staging.example/foo',
    wanted = usual,
    auth,
  }: WorldSettings = {},
): Promise<SigningWorld> {
  const folder = await temporaryFolder();
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const token = sigstore?.token({ issuer: identity.issuer, identity: identity.identity }) ?? '';
  const by =
    signer === 'key'
      ? { key: 'cosign.key', publicKey: 'cosign.pub' }
      : {
          keyless: { provider: 'file', tokenFile: 'token' },
          identity: { issuer: identity.issuer, subject: identity.identity },
          ...(sigstore && { fulcio: sigstore.url, rekor: sigstore.url }),
        };
  const written = {
    trust: { root: 'trusted_root.json' },
    signing: {
      ...by,
      publicName: 'registry.example',
      promoter: { uri: 'https://promoter.example' },
      ...signing,
    },
    ...configuration,
  };
  await writeTree(
    folder,
    { foo: { source, destinations, images: { app: wanted } } },
    {
      '.cip.yaml': JSON.stringify(written),
      'cosign.pub': key.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      'cosign.key': pem,
      token,
      'trusted_root.json': (sigstore ?? (await sharedSigstore())).trustedRoot,
    },
  );
  const args = (more: readonly string[], command = 'sign'): string[] => {
    const format = more.includes('--format') ? [] : ['--format', 'json'];
    return [command, folder, '--log-level', 'debug', ...format, ...more];
  };
  if (auth) {
    const hosts = destinations.map((prefix) => prefix.split('/')[0] ?? '');
    await writeFile(path.join(folder, 'config.json'), dockerConfig(hosts, auth));
  }
  const password = 'the-password-of-nothing';
  const job = { JOB_NAME: 'post-promotion', BUILD_ID: '7' };
  const options = {
    env: { COSIGN_PASSWORD: password, ...job, ...(auth && { DOCKER_CONFIG: folder }) },
    timeout: 60_000,
  };
  return {
    folder,
    source,
    destinations,
    password,
    secrets: [
      ...[pem.split('\n')[1] ?? '', password],
      ...(token === '' ? [] : [token]),
      ...(auth ? [auth.password, basicCredentials(auth)] : []),
    ],
    sign: (...more) => runCip(args(more), options),
    start: (command, ...more) => startCip(args(more, command), options),
    run: (command, ...more) => runCip(args(more, command), options),
  };
}

let sigstoreOfAll: Promise<TestSigstore> | undefined;

/** A trust root has to be there even where a key signs. */
async function sharedSigstore(): Promise<TestSigstore> {
  return (sigstoreOfAll ??= startSigstore());
}

/** Ends what {@link createWorld} started. */
export async function closeWorlds(): Promise<void> {
  await (await sigstoreOfAll)?.[Symbol.asyncDispose]();
}

/** Puts the images into a prefix of a registry. */
export async function promoteTo(prefix: string): Promise<void> {
  const [host = '', ...path] = prefix.split('/');
  const name = [...path, 'app'].join('/');
  await pushImage(host, name, images.app, ['v1']);
  await pushImage(host, name, images.platforms, ['v2']);
  await pushImage(host, name, images.untagged, []);
}

/** Has the manifest list other destinations, in this order. */
export function writeDestinations(
  { folder, source }: SigningWorld,
  destinations: readonly string[],
): Promise<void> {
  const file = path.join(folder, 'manifests/foo/promoter-manifest.yaml');
  return writeFile(file, registriesYaml({ source, destinations }));
}

/** What is attached to the images in a prefix of a registry: `image kind digest`, sorted. */
export async function attachedIn(prefix: string): Promise<string[]> {
  const lines = await Promise.all(
    [...names].map(async ([digest, name]) =>
      (await attachedTo(prefix, digest as Digest)).map((line) => `${name} ${line}`),
    ),
  );
  return lines.flat().sort();
}

/** `image kind`, without the digests. */
export function kindsOf(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/ sha256:\w+$/, ''));
}

const kinds: Readonly<Record<string, string>> = {
  'https://sigstore.dev/cosign/sign/v1': 'signature-bundle',
  'https://k8s.io/promo-tools/promotion/v1': 'record',
  'https://slsa.dev/verification_summary/v1': 'summary',
};

async function attachedTo(prefix: string, digest: Digest): Promise<string[]> {
  const tag = referrersTag(digest);
  const signature = await manifestAt(prefix, `${tag}.sig`);
  const listed = (await listOf(prefix, `referrers/${digest}`)) ?? (await listOf(prefix, `manifests/${tag}`));
  const referrers = await Promise.all((listed ?? []).map((one) => manifestAt(prefix, one.digest)));
  return [
    ...(signature ? [`signature ${signature.digest}`] : []),
    ...referrers.map((one) => `${kinds[one?.type ?? ''] ?? 'unknown'} ${one?.digest ?? ''}`),
  ];
}

/** The statement of a digest's promotion record in a prefix of a registry. */
export async function recordOf(prefix: string, digest: Digest): Promise<unknown> {
  return statementIn(prefix, digest, 'record');
}

/** The statement of a digest's verification summary in a prefix of a registry. */
export async function summaryOf(prefix: string, digest: Digest): Promise<unknown> {
  return statementIn(prefix, digest, 'summary');
}

async function statementIn(prefix: string, digest: Digest, kind: string): Promise<unknown> {
  const listed =
    (await listOf(prefix, `referrers/${digest}`)) ??
    (await listOf(prefix, `manifests/${referrersTag(digest)}`));
  for (const one of listed ?? []) {
    const manifest = await fetch(urlOf(prefix, `manifests/${one.digest}`), { headers: { accept } });
    const { layers } = (await manifest.json()) as { readonly layers: readonly Listed[] };
    const blob = await fetch(urlOf(prefix, `blobs/${layers[0]?.digest ?? ''}`));
    const { dsseEnvelope } = (await blob.json()) as { readonly dsseEnvelope: { readonly payload: string } };
    const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString()) as {
      readonly predicateType: string;
    };
    if (kinds[statement.predicateType] === kind) return statement;
  }
  return undefined;
}

interface Listed {
  readonly digest: string;
}

const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';

async function listOf(prefix: string, below: string): Promise<readonly Listed[] | undefined> {
  const answer = await fetch(urlOf(prefix, below), { headers: { accept } });
  const text = await answer.text();
  return answer.ok ? (JSON.parse(text) as { manifests: Listed[] }).manifests : undefined;
}

async function manifestAt(
  prefix: string,
  reference: string,
): Promise<{ readonly digest: string; readonly type: string } | undefined> {
  const answer = await fetch(urlOf(prefix, `manifests/${reference}`), { headers: { accept } });
  const text = await answer.text();
  if (!answer.ok) return undefined;
  const { annotations } = JSON.parse(text) as { annotations?: Record<string, string> };
  const digest = answer.headers.get('docker-content-digest') ?? '';
  return { digest, type: annotations?.['dev.sigstore.bundle.predicateType'] ?? '' };
}

function urlOf(prefix: string, below: string): string {
  const [host = '', ...path] = prefix.split('/');
  return `http://${host}/v2/${[...path, 'app', below].join('/')}`;
}

/** The JSON report on stdout. Throws when there is none. */
export function reportOf({ stdout, stderr, code }: CipResult): JsonReport {
  try {
    return JSON.parse(stdout) as JsonReport;
  } catch {
    throw new Error(`exit code ${code} without a report\n${stdout}\n${stderr}`);
  }
}
