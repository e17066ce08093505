import { type Descriptor, type Digest, Turns } from '@cip/oci';

/**
 * What this run knows of the manifests of one repository. Each is brought and pushed once, however many jobs and indexes
 * want it there, and is written by one of them at a time: registries refuse what they get twice at once.
 */
export class RepositoryManifests {
  readonly #there = new Map<Digest, Descriptor>();
  readonly #coming = new Map<Digest, Promise<Descriptor>>();
  readonly #tags = new Map<string, Digest>();
  readonly #turns = new Turns();

  /** Runs `bring` unless the manifest is there, or on its way. */
  async ensure(digest: Digest, bring: () => Promise<Descriptor>): Promise<Descriptor> {
    const there = this.#there.get(digest);
    if (there) return there;
    const work = this.#coming.get(digest) ?? bring();
    this.#coming.set(digest, work);
    try {
      return await work;
    } finally {
      if (this.#coming.get(digest) === work) this.#coming.delete(digest);
    }
  }

  /** Asks for a manifest, or writes it, while nobody else of this run does. */
  async inTurn<T>(digest: Digest, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(digest, work);
  }

  has(digest: Digest): boolean {
    return this.#there.has(digest);
  }

  /** The manifest was pushed, or found. */
  add(descriptor: Descriptor): Descriptor {
    this.#there.set(descriptor.digest, descriptor);
    return descriptor;
  }

  /** Whether this run gave the tag to the manifest, or found it there. */
  hasTag(tag: string, digest: Digest): boolean {
    return this.#tags.get(tag) === digest;
  }

  addTag(tag: string, descriptor: Descriptor): void {
    this.#tags.set(tag, this.add(descriptor).digest);
  }
}
