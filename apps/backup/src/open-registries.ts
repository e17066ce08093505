import { accessHelp, printRequests, reportWaits, type Screen } from '@cip/cli';
import { openLayout } from '@cip/layout';
import type { Target, WriteOnceTarget } from '@cip/oci';
import {
  createRegistry,
  defaultCredentials,
  type ReadOnlyRegistry,
  type RegistryOptions,
  type Registry,
  type RequestLedger,
  SharedHosts,
  type WriteOnceRegistry,
} from '@cip/registry';
import { type Logger, refuseLinks } from '@cip/runtime';
import { type Backup, layoutBackup, type PrunableBackup, registryBackup } from '@cip/snapshot';
import type { SharedRequest } from './flags.js';
import { directoryOf } from './layout-directory.js';

/**
 * The registries and layouts of one run of a command, each with the rights that it is asked for and no more. They count
 * together and are closed together.
 */
export class Places {
  readonly #options: RegistryOptions;
  readonly #registries = new Map<string, ReadOnlyRegistry>();
  readonly #closing: { close(): Promise<void> }[] = [];

  constructor(
    private readonly request: SharedRequest,
    log: Logger,
  ) {
    const { registry, isAnonymous } = request;
    const credentials = isAnonymous ? {} : { credentials: defaultCredentials() };
    const sharedHosts = new SharedHosts();
    const help = accessHelp(isAnonymous ? 'anonymous-by-flag' : 'found');
    this.#options = {
      ...registry,
      ...credentials,
      accessHelp: help,
      sharedHosts,
      onWait: reportWaits(log),
    };
  }

  /** GET and HEAD. */
  get reader(): ReadOnlyRegistry {
    return this.#once('read-only', () => createRegistry(this.#options));
  }

  /** Also pushes, and new tags. */
  get writer(): WriteOnceRegistry {
    return this.#once('write-once', () => createRegistry({ ...this.#options, rights: 'write-once' }));
  }

  /** Also deletes, and moves tags. */
  get master(): Registry {
    return this.#once('everything', () => createRegistry({ ...this.#options, rights: 'everything' }));
  }

  async backupToRead(name: string): Promise<Backup> {
    const directory = directoryOf(name);
    if (directory === undefined) return registryBackup(this.reader, name);
    return layoutBackup(this.#closed(await openLayout(directory, { rights: 'read-only' })), name);
  }

  async backupToWrite(name: string): Promise<Backup<WriteOnceTarget>> {
    const directory = directoryOf(name);
    if (directory === undefined) return registryBackup(this.writer, name);
    return layoutBackup(this.#closed(await openLayout(directory, { rights: 'write-once' })), name);
  }

  async backupToPrune(name: string): Promise<PrunableBackup> {
    const directory = directoryOf(name);
    if (directory === undefined) return registryBackup<Target>(this.master, name);
    const layout = this.#closed(await openLayout(directory, { rights: 'everything' }));
    return { ...layoutBackup(layout, name), collectGarbage: () => layout.collectGarbage() };
  }

  /** Requests that were sent, with those for tokens. */
  get requests(): number {
    return [...this.#registries.values()].reduce((sum, { ledger }) => sum + ledger.total, 0);
  }

  printStats(screen: Screen): void {
    const ledgers: RequestLedger[] = [...this.#registries.values()].map(({ ledger }) => ledger);
    const [first] = ledgers;
    if (!first) return;
    // They share what they know of hosts, so each of them knows all waits.
    const waitTimes = () => first.waitTimes();
    printRequests(
      { hosts: () => ledgers.flatMap((ledger) => ledger.hosts()), waitTimes },
      this.request,
      screen,
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#closing.map((one) => one.close()));
  }

  #once<T extends ReadOnlyRegistry>(rights: string, open: () => T): T {
    const known = this.#registries.get(rights) as T | undefined;
    if (known) return known;
    const registry = this.#closed(open());
    this.#registries.set(rights, registry);
    return registry;
  }

  #closed<T extends { close(): Promise<void> }>(one: T): T {
    this.#closing.push(one);
    return one;
  }
}

/** Refuses a layout to write to that links may lead elsewhere. Throws `UsageError`. */
export async function refuseLinkedLayout(name: string): Promise<void> {
  const directory = directoryOf(name);
  if (directory !== undefined) await refuseLinks(directory, name);
}
