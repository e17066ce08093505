import { accessHelp, hasCredentials, reportWaits, type Screen } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import type { AddedDigest } from '@cip/plan';
import type { RegistryFacts } from '@cip/policy';
import type { AccessHelp, AccessRefusal, RequestLedger } from '@cip/registry';
import type { Trust } from '@cip/signing';
import type { ToAsk } from './registries-to-ask.js';
import type { LintRequest } from './request.js';

/** What is looked up: a tree, and what it adds to an older one; without that, all of it. */
export interface Subject {
  readonly tree: ManifestTree;
  readonly base?: ManifestTree;
  readonly added: readonly AddedDigest[];
  /** Which registries are asked about it. */
  readonly ask: ToAsk;
  /** What signatures are verified with. */
  readonly trust: () => Promise<Trust>;
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
 * Opens a client that knows only GET and HEAD, and connects to public addresses and hosts that flags allow. Credentials, where
 * they are asked for, are sent about what lies in registries that the subjects trust, and about nothing else. It is loaded for
 * `--online` alone.
 */
export async function openLookUp(
  {
    registry: settings,
    onlineHosts,
    credentials,
  }: Pick<LintRequest, 'registry' | 'onlineHosts' | 'credentials'>,
  screen: Screen,
): Promise<OpenLookUp> {
  const [{ askOnly, createRegistry, credentialsWithin, defaultCredentials }, { lookUp }, log] =
    await Promise.all([import('./look-up/registry.js'), import('./look-up/look-up.js'), screen.openLog()]);
  const trusted = new Set<string>();
  const found = credentials === 'found';
  const registry = createRegistry({
    ...settings,
    publicOnly: { except: onlineHosts, remedy: 'allow it with --online-host if it is to be asked' },
    quoteOthers: false,
    ...(found && {
      credentials: credentialsWithin(defaultCredentials(), {
        registries: trusted,
        whyNot: namedByNobodyElse,
      }),
    }),
    accessHelp: helpFor(credentials),
    onWait: reportWaits(log),
  });
  return {
    lookUp: ({ ask, ...subject }, signal) => {
      for (const name of ask.trusted) trusted.add(name);
      return lookUp({
        ...subject,
        registry: askOnly(registry, ask),
        signal,
        onProgress: (progress) => {
          screen.progress.update(progress);
        },
      });
    },
    ledger: registry.ledger,
    close: () => registry.close(),
  };
}

function namedByNobodyElse(repository: string): string {
  return `no credentials were sent, as neither the base nor its configuration names a registry that holds ${repository}`;
}

/** Whoever has no credentials is best helped by a repository that everybody may read. */
function helpFor(credentials: LintRequest['credentials']): AccessHelp {
  const isFound = credentials === 'found';
  const asked = accessHelp(isFound ? 'found' : 'anonymous-by-default');
  const usual = 'check the name of the repository, and let everybody read it';
  const remedy = (refusal: AccessRefusal): string => {
    // Those that are known and were not sent are kept from this repository.
    const isKept = isFound && refusal.credentials === 'none' && hasCredentials(refusal.host);
    const own = isKept ? undefined : asked.remedy?.(refusal);
    return own === undefined ? usual : `${usual}, or ${own}`;
  };
  return { ...asked, remedy };
}
