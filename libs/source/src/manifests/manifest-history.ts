import { keepLastGood, promisesOf } from '@cip/audit';
import { fingerprint, type ManifestTree, type Problem } from '@cip/manifest';
import type { Reading } from './manifest-source.js';
import type { ManifestState } from './manifests-keeper.js';

/** What one reading after the other makes of the manifests. */
export class ManifestHistory {
  #tree: ManifestTree | undefined;
  #fingerprint: string | undefined;
  #version: string | undefined;
  #current: ManifestState | undefined;

  get current(): ManifestState | undefined {
    return this.#current;
  }

  /** Of what was read last. */
  get version(): string | undefined {
    return this.#version;
  }

  /** The mistakes in what was read last that hide a part of it. */
  get problems(): readonly Problem[] {
    return (this.#tree?.problems ?? []).filter(({ severity }) => severity === 'error');
  }

  add({ revision, version, tree }: Reading, readAt: number): ManifestState {
    const promises = tree ? this.#promisesOf(tree) : this.#current?.promises;
    if (!promises) throw new TypeError('The first reading of the manifests gave no tree.');
    this.#version = version;
    this.#current = { promises, revision, readAt, invalid: this.problems.map(lineOf) };
    return this.#current;
  }

  /**
   * What is invalid in the very first tree is promised to nobody: nothing older is known, and a clone has no history.
   * It errs on the safe side, for the promoter does not promote what is invalid, either: a change there is a late event
   * or nobody's, and the mistake is told together with it.
   */
  #promisesOf(read: ManifestTree): ManifestState['promises'] {
    const tree = this.#tree ? keepLastGood(this.#tree, read) : read;
    const facts = fingerprint(tree);
    const known = facts === this.#fingerprint ? this.#current?.promises : undefined;
    this.#tree = tree;
    this.#fingerprint = facts;
    return known ?? promisesOf(tree);
  }
}

function lineOf({ rule, message, where }: Problem): string {
  return `${where.file}:${where.line} ${rule}: ${message}`;
}
