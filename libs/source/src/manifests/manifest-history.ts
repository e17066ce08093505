import { keepLastGood, promisesOf } from '@cip/audit';
import {
  ConfigurationError,
  type ConfigurationMistake,
  defaultConfiguration,
  type ProjectConfiguration,
} from '@cip/configuration';
import { fingerprint, type ManifestTree, type Problem } from '@cip/manifest';
import { printable } from '@cip/oci';
import { AppliedPolicies } from '@cip/provenance';
import { type Broken, brokenIn, type LastGood } from './last-good.js';
import type { ReadConfiguration } from './configuration-of.js';
import type { ReadTrust } from './kept-trust.js';
import type { Reading } from './manifest-source.js';
import type { ManifestState } from './manifests-keeper.js';

/** What one reading after the other makes of the manifests. */
export class ManifestHistory {
  #tree: ManifestTree | undefined;
  #fingerprint: string | undefined;
  #version: string | undefined;
  #current: ManifestState | undefined;
  /** What is invalid in these is promised to nobody. */
  #unknown: Broken = new Set();
  #configuration: ProjectConfiguration = defaultConfiguration;
  #mistakes: readonly Problem[] = [];
  #trust: ReadTrust = { mistakes: [] };

  get current(): ManifestState | undefined {
    return this.#current;
  }

  /** Of what was read last. */
  get version(): string | undefined {
    return this.#version;
  }

  /** The mistakes in what was read last that hide a part of it, or all of its configuration. */
  get problems(): readonly Problem[] {
    const errors = (this.#tree?.problems ?? []).filter(({ severity }) => severity === 'error');
    return [...errors, ...this.#mistakes, ...this.#trust.mistakes];
  }

  /** `known` is what is known besides of a first tree whose mistakes hide something. */
  add(
    { revision, version, tree, configuration }: Reading,
    readAt: number,
    trust: ReadTrust,
    known?: LastGood,
  ): ManifestState {
    if (known) this.#unknown = known.unknown;
    const promised = tree ? this.#promised(known?.tree ?? tree) : this.#current;
    if (!promised) throw new TypeError('The first reading of the manifests gave no tree.');
    this.#version = version;
    if (configuration) this.#configure(configuration);
    this.#trust = trust;
    const { promises, policies } = promised;
    this.#current = {
      promises,
      policies,
      configuration: this.#configuration,
      ...(trust.trust && { trust: trust.trust }),
      revision,
      readAt,
      invalid: this.problems.map((problem) => this.#lineOf(problem)),
    };
    return this.#current;
  }

  /** What cannot be used leaves what was read before in force. */
  #configure(read: ReadConfiguration): void {
    const isUsable = !(read instanceof ConfigurationError);
    if (isUsable) this.#configuration = read;
    this.#mistakes = isUsable ? [] : read.mistakes.map(problemOf);
  }

  /** The same objects as before where the tree says the same. */
  #promised(read: ManifestTree): Pick<ManifestState, 'promises' | 'policies'> {
    const tree = this.#tree ? keepLastGood(this.#tree, read) : read;
    const broken = brokenIn(tree);
    this.#unknown = new Set([...this.#unknown].filter((part) => broken.has(part)));
    const facts = fingerprint(tree);
    const known = facts === this.#fingerprint ? this.#current : undefined;
    this.#tree = tree;
    this.#fingerprint = facts;
    return known ?? { promises: promisesOf(tree), policies: new AppliedPolicies(tree.manifests) };
  }

  #lineOf({ rule, message, where, touches }: Problem): string {
    const line = printable(`${where.file}:${where.line} ${rule}: ${message}`);
    return this.#unknown.has(touches.subproject) ? `${line} (no state without it is known)` : line;
  }
}

function problemOf(mistake: ConfigurationMistake): Problem {
  return { ...mistake, rule: 'configuration', severity: 'error', touches: {} };
}
