import { reportWaits, type RegistrySettings, type Screen } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import type { AddedDigest } from '@cip/plan';
import type { RegistryFacts } from '@cip/policy';
import type { RequestLedger } from '@cip/registry';

/** What is looked up: a tree, and what it adds to an older one; without that, all of it. */
export interface Subject {
  readonly tree: ManifestTree;
  readonly base?: ManifestTree;
  readonly added: readonly AddedDigest[];
}

/** Asks registries about what a change adds. An abort rejects. */
export type LookUp = (subject: Subject, signal: AbortSignal) => Promise<RegistryFacts>;

/** A look-up with the client that it reads registries with. */
export interface OpenLookUp {
  readonly lookUp: LookUp;
  readonly ledger: RequestLedger;
  close(): Promise<void>;
}

/** Opens a client without credentials that knows only GET and HEAD. It is loaded for `--online` alone. */
export async function openLookUp(settings: RegistrySettings, screen: Screen): Promise<OpenLookUp> {
  const [{ createRegistry }, { lookUp }, log] = await Promise.all([
    import('./look-up/registry.js'),
    import('./look-up/look-up.js'),
    screen.openLog(),
  ]);
  const registry = createRegistry({ ...settings, onWait: reportWaits(log) });
  return {
    lookUp: (subject, signal) =>
      lookUp({
        ...subject,
        registry,
        signal,
        onProgress: (progress) => {
          screen.progress.update(progress);
        },
      }),
    ledger: registry.ledger,
    close: () => registry.close(),
  };
}
