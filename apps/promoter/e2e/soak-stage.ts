import {
  buildImage,
  buildIndex,
  buildLayer,
  type FaultAction,
  type Image,
  oneOf,
  startRegistry,
  type TestRegistry,
  type Walk,
  walkRepository,
  writeTree,
} from '@cip/testing';
import { type CipResult, startCip, temporaryFolder } from './run-cip.js';
import { promoteArguments } from './world.js';

const base = buildLayer('base');
const [linux, windows] = [
  buildImage('linux', { layers: [base, buildLayer('linux')] }),
  buildImage('windows', { layers: [base], format: 'docker' }),
];
const index = buildIndex([linux, buildImage('arm', { layers: [base] })]);
const large = buildImage('large', { layers: [buildLayer('large', { size: 400_000 }), base] });
const untagged = buildImage('untagged', { layers: 1 });

/** Image name → images with their tags. */
export const wanted: Readonly<Record<string, readonly (readonly [Image, readonly string[]])[]>> = {
  app: [
    [index, ['v1', 'v1.0', 'v1.0.0']],
    [large, ['v2']],
    [untagged, []],
  ],
  'nested/tools': [
    [windows, ['v3', 'v3.0']],
    [linux, ['v4']],
  ],
};

const faultRate = 0.05;
const faults: readonly FaultAction[] = [
  { action: 'status', status: 503 },
  { action: 'status', status: 500 },
  { action: 'status', status: 429, headers: { 'retry-after': '0' } },
  { action: 'reset' },
  { action: 'reset-body', after: 1 },
  { action: 'commit-then-reset' },
  { action: 'truncate' },
  { action: 'corrupt' },
];

/** A production of its own, below one prefix at each of its hosts, and the manifests that want it filled. */
export interface Round {
  readonly folder: string;
  readonly hosts: readonly string[];
  readonly prefix: string;
}

/** A staging registry that has what is {@link wanted}, and production registries in both forms of listings. */
export class SoakStage implements AsyncDisposable {
  private constructor(
    private readonly staging: TestRegistry,
    private readonly production: readonly TestRegistry[],
  ) {}

  static async start(): Promise<SoakStage> {
    const staging = await startRegistry();
    for (const [name, entries] of Object.entries(wanted)) {
      for (const [image, tags] of entries) staging.seed(`staging/${name}`, image, tags);
    }
    // Nothing but the order of the client's requests keeps these from having tags with holes.
    const lax = { verifyReferences: false };
    return new SoakStage(staging, [await startRegistry(lax), await startRegistry({ ...lax, google: true })]);
  }

  /** The production registries. */
  get hosts(): string[] {
    return this.production.map(({ host }) => host);
  }

  /** That all registries have seen. */
  get requests(): number {
    return this.#registries.reduce((sum, registry) => sum + registry.requests.length, 0);
  }

  get #registries(): readonly TestRegistry[] {
    return [this.staging, ...this.production];
  }

  async startRound(prefix: string, hosts: readonly string[] = this.hosts): Promise<Round> {
    const folder = await temporaryFolder();
    const dmaps = Object.entries(wanted).map(([name, entries]) => {
      const dmap = Object.fromEntries(entries.map(([image, tags]) => [image.descriptor.digest, tags]));
      return [name, dmap] as const;
    });
    await writeTree(folder, {
      project: {
        source: `${this.staging.host}/staging`,
        destinations: hosts.map((host) => `${host}/${prefix}`),
        images: Object.fromEntries(dmaps),
      },
    });
    return { folder, hosts, prefix };
  }

  /** Lets about one request in twenty go wrong until the result is called, which says how many did. */
  trouble(random: () => number): () => number {
    let count = 0;
    const stops = this.#registries.map((registry) =>
      registry.onRequest(() => {
        if (random() >= faultRate) return;
        count += 1;
        registry.fault({ match: {}, ...oneOf(faults, random) });
      }),
    );
    return () => {
      for (const stop of stops) stop();
      for (const registry of this.#registries) registry.clearFaults();
      return count;
    };
  }

  /** Kills a promotion as the nth request since its start comes in; gives its result when it ended before. */
  async killAt(nth: number, { folder }: Round): Promise<CipResult | undefined> {
    const running = startCip(promoteArguments(folder));
    let seen = 0;
    const stops = this.#registries.map((registry) =>
      registry.onRequest(() => {
        if (++seen === nth) running.kill('SIGKILL');
      }),
    );
    const result = await running.finished;
    for (const stop of stops) stop();
    await Promise.all(this.#registries.map((registry) => registry.idle()));
    return result.signal === 'SIGKILL' ? undefined : result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#registries.map((registry) => registry.close()));
  }
}

/**
 * What an independent reader finds of a round: for each host, image name → walk. With `untagged`, what is promised
 * without a tag is walked, too.
 */
export async function walkRound(
  { hosts, prefix }: Round,
  options: { readonly untagged?: boolean } = {},
): Promise<Readonly<Record<string, Walk>>[]> {
  const walkHost = async (host: string): Promise<Readonly<Record<string, Walk>>> => {
    const walks = Object.entries(wanted).map(async ([name, entries]) => {
      const digests = options.untagged ? entries.map(([image]) => image.descriptor.digest) : [];
      return [name, await walkRepository(host, `${prefix}/${name}`, digests)] as const;
    });
    return Object.fromEntries(await Promise.all(walks));
  };
  return Promise.all(hosts.map(walkHost));
}
