import { reportWaits, type Screen } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import type { AddedDigest } from '@cip/plan';
import type { RegistryFacts } from '@cip/policy';
import type { AskOnlyOptions, RequestLedger } from '@cip/registry';
import type { LintRequest } from './request.js';

/** What is looked up: a tree, and what it adds to an older one; without that, all of it. */
export interface Subject {
  readonly tree: ManifestTree;
  readonly base?: ManifestTree;
  readonly added: readonly AddedDigest[];
  /** Which registries are asked about it. */
  readonly ask: AskOnlyOptions;
}

/** Asks registries about what a change adds. An abort rejects. */
export type LookUp = (subject: Subject, signal: AbortSignal) => Promise<RegistryFacts>;

/** A look-up with the client that it reads registries with. */
export interface OpenLookUp {
  readonly lookUp: LookUp;
  readonly ledger: RequestLedger;
  close(): Promise<void>;
}

/**
 * Opens a client without credentials that knows only GET and HEAD, and connects to public addresses and hosts that flags
 * allow. It is loaded for `--online` alone.
 */
export async function openLookUp(
  { registry: settings, onlineHosts }: Pick<LintRequest, 'registry' | 'onlineHosts'>,
  screen: Screen,
): Promise<OpenLookUp> {
  const [{ askOnly, createRegistry }, { lookUp }, log] = await Promise.all([
    import('./look-up/registry.js'),
    import('./look-up/look-up.js'),
    screen.openLog(),
  ]);
  const registry = createRegistry({
    ...settings,
    publicOnly: { except: onlineHosts, remedy: 'allow it with --online-host if it is to be asked' },
    quoteOthers: false,
    accessHelp: {
      anonymous: 'cip-lint --online never sends credentials',
      remedy: () => 'check the name of the repository, and let everybody read it',
    },
    onWait: reportWaits(log),
  });
  return {
    lookUp: ({ ask, ...subject }, signal) =>
      lookUp({
        ...subject,
        registry: askOnly(registry, ask),
        signal,
        onProgress: (progress) => {
          screen.progress.update(progress);
        },
      }),
    ledger: registry.ledger,
    close: () => registry.close(),
  };
}
