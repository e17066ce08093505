import { type Digest, formatRepositoryName, type Source } from '@cip/oci';
import { type Attached, findAttached } from './copy-attached.js';

/** What is attached to the images of a run; each is asked about once, for all destinations. */
export class Attachments {
  readonly #found = new Map<string, Promise<Attached>>();

  constructor(private readonly signal: AbortSignal | undefined) {}

  find(source: Source, digest: Digest): Promise<Attached> {
    const key = `${formatRepositoryName(source.name)}@${digest}`;
    const found = this.#found.get(key) ?? findAttached(source, digest, this.signal);
    this.#found.set(key, found);
    return found;
  }
}
