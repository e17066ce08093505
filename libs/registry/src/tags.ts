import { type CallOptions, type Digest, type Listing, parseJsonObject } from '@cip/oci';
import { saysAbsent } from './absence.js';
import type { Answer } from './answer.js';
import type { RepositoryContext } from './context.js';
import { pages } from './pages.js';
import { readTagsPage, type TagsPage } from './tags-page.js';

/** What registries give per page without complaint; those with the Google extension give everything on one. */
const pageSize = 1000;

/** Lists one repository: tags by name, or with the Google extension everything in it. */
export class Tags {
  constructor(private readonly context: RepositoryContext) {}

  async list({ signal }: CallOptions = {}): Promise<Listing> {
    const listing = new ListingBuilder();
    const at = `tags/list?n=${pageSize}`;
    const read = (answer: Answer): Promise<TagsPage | undefined> => this.#read(answer, listing);
    for await (const page of pages(this.context, { kind: 'tags', at, signal, read })) listing.add(page);
    return listing.build();
  }

  async #read(answer: Answer, listing: ListingBuilder): Promise<TagsPage | undefined> {
    const { pageBytes, entries } = this.context.limits;
    listing.readAt ??= answer.sentAt;
    if (await saysAbsent(answer)) return undefined;
    if (answer.status !== 200) throw await answer.failure();
    const body = parseJsonObject(await answer.bytes(pageBytes));
    const page = body && readTagsPage(body);
    if (!page) throw answer.invalid('the body is no list of tags');
    if (listing.size + page.tags.length > entries) throw answer.tooMany(entries, 'entries');
    return page;
  }
}

class ListingBuilder {
  readonly #tags = new Map<string, Digest | undefined>();
  readonly #manifests = new Map<Digest, string>();
  /** When the first page was asked for: what came later may have been missed. */
  readAt: number | undefined;
  #exists = false;
  #complete = false;
  readonly #children: string[] = [];

  get size(): number {
    return this.#tags.size + this.#manifests.size;
  }

  add({ tags, manifests, children }: TagsPage): void {
    this.#exists = true;
    this.#complete ||= manifests !== undefined;
    for (const child of children) this.#children.push(child);
    for (const { digest, mediaType, tags: own } of manifests ?? []) {
      this.#manifests.set(digest, mediaType);
      for (const tag of own) this.#tags.set(tag, digest);
    }
    for (const tag of tags) if (!this.#tags.has(tag)) this.#tags.set(tag, undefined);
  }

  build(): Listing {
    // Google answers 200 with empty lists for a repository that is not there.
    const empty = this.#complete && this.size === 0 && this.#children.length === 0;
    // A tag without digest shows that the manifests are not all there.
    const complete = this.#complete && [...this.#tags.values()].every((digest) => digest !== undefined);
    return {
      exists: this.#exists && !empty,
      readAt: this.readAt ?? Date.now(),
      tags: this.#tags,
      manifests: complete ? this.#manifests : undefined,
      ...(this.#complete && { children: this.#children }),
    };
  }
}
