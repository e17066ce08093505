import { defaultConfiguration } from '@cip/configuration';
import { type ChangeEvent, type Promises, promisesOf } from '@cip/audit';
import { parseThinTree } from '@cip/manifest';
import {
  type Descriptor,
  type Digest,
  digestOf,
  isDigest,
  type Listing,
  mediaTypes,
  type RawManifest,
} from '@cip/oci';
import type { LogFields, Logger } from '@cip/runtime';
import type { Alert, Alerts } from './alert.js';
import type { Received } from './auditor.js';
import type { Trust } from '@cip/signing';
import type { ManifestsKeeper, ManifestState } from '@cip/source';
import type { Transaction } from './transaction.js';
import { type AuditorOptions, createAuditor } from './create-auditor.js';
import type { ManifestReader } from './knowledge-store.js';

export const repository = 'eu.example/prod/tool';

/** Real manifests with real digests, so that what reads them is tested, too. */
export function image(name: string, subject?: RawManifest): RawManifest {
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: textDigest(name), size: 1 };
  return manifest(mediaTypes.ociManifest, {
    config,
    layers: [],
    ...(subject && { subject: subject.descriptor }),
  });
}

/** What the promises of {@link promised} are copied from. */
export const source = 'gcr.io/staging/tool';

/** As cosign attaches it: layers of no file system, one for each signature, written `payload` or `payload#signature`. */
export function artifact(
  layers: readonly string[],
  { subject, type = 'application/vnd.dev.cosign.simplesigning.v1+json' }: ArtifactOptions = {},
): RawManifest {
  const config = {
    mediaType: mediaTypes.ociConfig,
    digest: textDigest(`config of ${layers.join()}`),
    size: 1,
  };
  return manifest(mediaTypes.ociManifest, {
    config,
    layers: layers.map((written) => layerOf(written, type)),
    ...(subject && { subject: subject.descriptor }),
  });
}

function layerOf(written: string, mediaType: string): object {
  const [payload = '', signature] = written.split('#');
  const annotations = { 'dev.cosignproject.cosign/signature': signature };
  return { mediaType, digest: textDigest(payload), size: 1, ...(signature !== undefined && { annotations }) };
}

export interface ArtifactOptions {
  readonly subject?: RawManifest;
  /** Of its layers; default that of signatures. */
  readonly type?: string;
}

export function index(name: string, children: readonly RawManifest[]): RawManifest {
  const manifests = children.map(({ descriptor }) => descriptor);
  return manifest(mediaTypes.ociIndex, { manifests, annotations: { name } });
}

export function textDigest(text: string): Digest {
  return digestOf(new TextEncoder().encode(text));
}

function manifest(mediaType: string, body: object): RawManifest {
  return rawManifest(mediaType, JSON.stringify({ schemaVersion: 2, mediaType, ...body }));
}

export function rawManifest(mediaType: string, text: string): RawManifest {
  const bytes = new TextEncoder().encode(text);
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength }, bytes };
}

/** Image name → tag, or `-` for none → what it is given to. */
export type Written = Readonly<Record<string, Readonly<Record<string, RawManifest>>>>;

/** What a tree promises below some registries. */
export function promised(written: Written, ...registries: readonly string[]): Promises {
  const names = registries.length > 0 ? registries : ['eu.example/prod'];
  const images = Object.entries(written).map(([name, tags]) => {
    const lines = Object.entries(tags).map(
      ([tag, { descriptor }]) => `    "${descriptor.digest}": [${tag.startsWith('-') ? '' : `"${tag}"`}]\n`,
    );
    return `- name: ${name}\n  dmap:\n${lines.join('')}`;
  });
  const files = {
    'manifests/one/promoter-manifest.yaml': `registries:\n- {name: gcr.io/staging, src: true}\n${names.map((name) => `- name: ${name}\n`).join('')}`,
    'images/one/images.yaml': images.join(''),
  };
  const tree = parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
  if (tree.problems.length > 0) throw new Error(JSON.stringify(tree.problems));
  return promisesOf(tree);
}

/** A clock that stands still. */
export class Clock {
  now = Date.parse('2026-01-01T00:00:00Z');
}

const noPolicies = { of: () => [] };

/** Manifests that are in a repository, and in the keeper only when it reads them. One reading at a time. */
export class FakeKeeper implements ManifestsKeeper {
  current: ManifestState;
  /** What the next reading finds. */
  written: Promises;
  /** Whose signatures count, by the next reading. */
  trust: Trust | undefined;
  failing: string | undefined;
  readings = 0;
  underWay = 0;
  mostUnderWay = 0;
  /** Awaited by each reading. */
  gate: () => Promise<void> = () => Promise.resolve();
  #reading: { readonly at: number; readonly state: Promise<ManifestState> } | undefined;

  constructor(
    readonly clock: Clock,
    written: Promises,
  ) {
    this.written = written;
    this.current = this.#state();
  }

  since(time: number, { signal }: { readonly signal?: AbortSignal } = {}): Promise<ManifestState> {
    if (!signal) return this.#since(time);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('nobody waits any more'));
      });
    });
    return Promise.race([this.#since(time), aborted]);
  }

  async #since(time: number): Promise<ManifestState> {
    if (this.current.readAt >= time) return this.current;
    const { clock } = this;
    while (this.#reading && this.#reading.at < time) await this.#reading.state.catch(() => undefined);
    this.#reading ??= { at: clock.now, state: this.#read().finally(() => (this.#reading = undefined)) };
    return this.#reading.state;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #read(): Promise<ManifestState> {
    this.readings++;
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    const state = this.#state();
    try {
      await this.gate();
      if (this.failing !== undefined) throw new Error(this.failing);
      return (this.current = state);
    } finally {
      this.underWay--;
    }
  }

  #state(): ManifestState {
    return {
      promises: this.written,
      policies: noPolicies,
      ...(this.trust && { trust: this.trust }),
      configuration: defaultConfiguration,
      revision: `rev-${this.readings}`,
      readAt: this.clock.now,
      invalid: [],
    };
  }
}

/** Repositories in memory. */
export class FakeRegistry implements ManifestReader {
  readonly #manifests = new Map<string, RawManifest>();
  readonly #tags = new Map<string, Descriptor>();
  /** `host/path@digest` or `host/path:tag` of each read. */
  readonly reads: string[] = [];
  /** Why a read fails; undefined: it does not. */
  failing: (what: string) => Error | undefined = () => undefined;
  /** Awaited by each read, before it looks. */
  gate: () => Promise<void> = () => Promise.resolve();
  /** A registry that answers only when its gate is open. */
  silent: { readonly host: string; readonly gate: () => Promise<void> } | undefined;

  push(to: string, pushed: RawManifest, tag?: string): void {
    this.#manifests.set(`${to}@${pushed.descriptor.digest}`, pushed);
    if (tag !== undefined) this.#tags.set(`${to}:${tag}`, pushed.descriptor);
  }

  repository(name: string): ReturnType<ManifestReader['repository']> {
    return {
      fetchManifest: (digest) => this.#read(`${name}@${digest}`, this.#manifests),
      resolve: async (reference) => {
        if (!isDigest(reference)) return this.#read(`${name}:${reference}`, this.#tags);
        return (await this.#read(`${name}@${reference}`, this.#manifests))?.descriptor;
      },
      fetchBlob: async function* () {
        yield* [];
        await Promise.reject(new Error('it has no blobs'));
      },
      list: () => this.#list(name),
    };
  }

  async #list(name: string): Promise<Listing> {
    const tags = [...this.#tags].filter(([key]) => key.startsWith(`${name}:`));
    const byName = tags.map(([key, { digest }]) => [key.slice(name.length + 1), digest] as const);
    const listing = { exists: true, readAt: 0, tags: new Map(byName), manifests: new Map<Digest, string>() };
    return (await this.#read(`${name}/tags/list`, new Map([[`${name}/tags/list`, listing]]))) ?? listing;
  }

  async #read<T>(what: string, found: ReadonlyMap<string, T>): Promise<T | undefined> {
    this.reads.push(what);
    await this.gate();
    if (this.silent && what.startsWith(`${this.silent.host}/`)) await this.silent.gate();
    const error = this.failing(what);
    if (error) throw error;
    return found.get(what);
  }
}

/** A sink that accepts, refuses, or hangs. */
export class FakeAlerts implements Alerts {
  readonly accepted: Alert[] = [];
  refusing = false;
  gate: () => Promise<void> = () => Promise.resolve();

  async raise(alert: Alert): Promise<void> {
    await this.gate();
    if (this.refusing) throw new Error('the sink is down');
    this.accepted.push(alert);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export interface Entry {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly fields: LogFields;
}

export function recordingLog(entries: Entry[]): Logger {
  const at =
    (level: Entry['level']) =>
    (message: string, fields: LogFields = {}) => {
      entries.push({ level, message, fields });
    };
  const log: Logger = {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: () => log,
  };
  return log;
}

export interface Service {
  readonly clock: Clock;
  readonly keeper: FakeKeeper;
  readonly registry: FakeRegistry;
  readonly alerts: FakeAlerts;
  readonly log: Entry[];
  readonly transactions: Transaction[];
  readonly auditor: ReturnType<typeof createAuditor>;
  /** A change that was reported now. */
  received(change: Partial<ChangeEvent>, id?: string): Received;
}

/** An auditor among fakes. */
export function serviceFor(promises: Promises, options: Partial<AuditorOptions> = {}): Service {
  const clock = new Clock();
  const keeper = new FakeKeeper(clock, promises);
  const registry = new FakeRegistry();
  const alerts = new FakeAlerts();
  const log: Entry[] = [];
  const transactions: Transaction[] = [];
  const auditor = createAuditor({
    manifests: keeper,
    registry,
    alerts,
    log: recordingLog(log),
    clock: () => clock.now,
    onTransaction: (transaction) => transactions.push(transaction),
    ...options,
  });
  let count = 0;
  const received = (change: Partial<ChangeEvent>, id = `m${++count}`): Received => ({
    id,
    event: { id, publishedAt: clock.now, action: 'insert', repository, ...change },
    contents: JSON.stringify(change),
  });
  return { clock, keeper, registry, alerts, log, transactions, auditor, received };
}

/** A gate that is opened by hand. */
export function heldGate(): { readonly gate: () => Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {
    gate: () => opened,
    open: () => {
      open();
    },
  };
}
