import {
  type CallOptions,
  type Descriptor,
  type Digest,
  digestOf,
  mediaTypes,
  parseJsonObject,
  type RawManifest,
  readManifest,
  type ReferrersOptions,
  referrersTag,
} from '@cip/oci';
import type { Answer } from './answer.js';
import type { RepositoryContext } from './context.js';
import type { Manifests } from './manifests.js';
import { pages } from './pages.js';

/** Lists what refers to a manifest (distribution-spec v1.1, "Listing Referrers"), by API or by the referrers tag. */
export class Referrers {
  constructor(
    private readonly context: RepositoryContext,
    private readonly manifests: Manifests,
    /** Registries whose API turned out to be missing; shared by all repositories. */
    private readonly withoutApi: Set<string>,
  ) {}

  /** Whether the registry's API turned out to be missing. */
  get lacksApi(): boolean {
    return this.withoutApi.has(this.context.origin.host);
  }

  async list(subject: Digest, { tags, ...options }: ReferrersOptions = {}): Promise<readonly Descriptor[]> {
    const found = this.lacksApi ? undefined : await this.#byApi(subject, options);
    if (found) return found;
    if (tags?.has(referrersTag(subject)) === false) return [];
    const index = await this.manifests.fetch(referrersTag(subject), options);
    return index ? entriesOf(index) : [];
  }

  async #byApi(subject: Digest, { signal }: CallOptions): Promise<Descriptor[] | undefined> {
    const found = new Map<Digest, Descriptor>();
    let answered = false;
    const read = (answer: Answer): Promise<Descriptor[] | undefined> => this.#read(answer);
    const headers = { accept: mediaTypes.ociIndex };
    const paging = { kind: 'referrers', at: `referrers/${subject}`, headers, signal, read } as const;
    for await (const page of pages(this.context, paging)) {
      answered = true;
      for (const descriptor of page) found.set(descriptor.digest, descriptor);
    }
    return answered ? [...found.values()] : undefined;
  }

  async #read(answer: Answer): Promise<Descriptor[] | undefined> {
    const bytes = await this.#body(answer);
    if (!bytes) return undefined;
    const descriptor = { mediaType: mediaTypes.ociIndex, digest: digestOf(bytes), size: bytes.byteLength };
    if (!parseJsonObject(bytes)) throw answer.invalid('the body is no list of referrers');
    return entriesOf({ descriptor, bytes });
  }

  async #body(answer: Answer): Promise<Uint8Array | undefined> {
    if (answer.status !== 200 && answer.status !== 404) throw await answer.failure();
    const bytes = await answer.bytes(this.context.limits.manifestBytes);
    if (answer.status === 200) return bytes;
    // Any 404 means the tag (so the specification); one that is no registry's own means that for all repositories.
    if (!parseJsonObject(bytes)) this.withoutApi.add(this.context.origin.host);
    return undefined;
  }
}

function entriesOf(index: RawManifest): Descriptor[] {
  const { children, blobs } = readManifest(index);
  return [...children, ...blobs];
}
