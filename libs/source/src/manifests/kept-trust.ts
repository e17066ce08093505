import { ConfigurationError, configurationFile, type TrustConfiguration, trustIn } from '@cip/configuration';
import type { Problem } from '@cip/manifest';
import { UsageError } from '@cip/runtime';
import type { Trust } from '@cip/signing';
import type { Reading } from './manifest-source.js';
import type { TrustFiles } from './trust-files.js';

/**
 * Makes what signatures are verified with of the files that a configuration names. Rejects with `UsageError` when one of them
 * is of no use.
 */
export type OpenTrust = (
  trust: TrustConfiguration,
  read: (name: string) => Promise<string>,
) => Promise<Trust>;

/** Whose signatures count, as the manifests said it last in a way that can be used. */
export interface ReadTrust {
  /** Absent: nobody's. */
  readonly trust?: Trust;
  /** What is wrong with what was read last. */
  readonly mistakes: readonly Problem[];
}

/**
 * Keeps trust fresh with the manifests. The same files give the same object, so that what was verified with it, and a trust
 * root that was fetched, need not be verified and fetched again.
 */
export class KeptTrust {
  #facts: string | undefined;
  #current: ReadTrust = { mistakes: [] };

  constructor(private readonly open: OpenTrust | undefined) {}

  /** After a reading; one that found nothing new changes nothing. */
  async after({ tree, configuration, trustFiles = new Map() }: Reading): Promise<ReadTrust> {
    // What is wrong with a configuration is said elsewhere, and leaves the older one in force.
    if (!this.open || !tree || !configuration || configuration instanceof ConfigurationError) {
      return this.#current;
    }
    const configured = trustIn(configuration);
    const isNeeded = configured || tree.manifests.some(({ provenance }) => provenance);
    const trust = isNeeded ? (configured ?? { keys: [] }) : undefined;
    const facts = JSON.stringify([trust, [...trustFiles]]);
    if (facts !== this.#facts) this.#current = await this.#read(trust, trustFiles, this.open);
    this.#facts = facts;
    return this.#current;
  }

  async #read(trust: TrustConfiguration | undefined, files: TrustFiles, open: OpenTrust): Promise<ReadTrust> {
    if (!trust) return { mistakes: [] };
    try {
      const read = (name: string) => Promise.resolve(textIn(files, name));
      return { trust: await open(trust, read), mistakes: [] };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { ...this.#current, mistakes: [mistakeOf(error.message)] };
    }
  }
}

function textIn(files: TrustFiles, name: string): string {
  const file = files.get(name);
  if (file && 'text' in file) return file.text;
  throw new UsageError(`${file?.shownAs ?? name}: ${file?.unreadable ?? 'there is no such file'}`, remedy);
}

const remedy = 'Correct the trust root or key that the configuration names.';

function mistakeOf(why: string): Problem {
  return {
    rule: 'configuration',
    severity: 'error',
    where: { file: configurationFile, line: 1, column: 1 },
    message: `what it names under "trust" cannot be used: ${why}`,
    remedy,
    touches: {},
  };
}
