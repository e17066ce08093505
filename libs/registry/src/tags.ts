import { type CallOptions, type Listing, parseJsonObject } from '@cip/oci';
import { saysAbsent } from './absence.js';
import type { Answer } from './answer.js';
import type { RepositoryContext } from './context.js';
import { pages } from './pages.js';
import { scanTagsPage } from './scan-tags-page.js';
import { JoinedPages, readTagsPage, type TagsPage } from './tags-page.js';

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
    const bytes = await answer.bytes(pageBytes);
    const page = scanTagsPage(bytes) ?? parsePage(bytes);
    if (!page) throw answer.invalid('the body is no list of tags');
    if (listing.size + page.tags.size > entries) throw answer.tooMany(entries, 'entries');
    return page;
  }
}

function parsePage(bytes: Uint8Array): TagsPage | undefined {
  const body = parseJsonObject(bytes);
  return body && readTagsPage(body);
}

class ListingBuilder {
  /** All that came. A page that is the only one stays as it is: it may be looked up in its bytes. */
  #page: TagsPage | undefined;
  #joined: JoinedPages | undefined;
  /** When the first page was asked for: what came later may have been missed. */
  readAt: number | undefined;

  get size(): number {
    return this.#page ? this.#page.tags.size + (this.#page.manifests?.size ?? 0) : 0;
  }

  add(page: TagsPage): void {
    if (this.#page && !this.#joined) {
      this.#joined = new JoinedPages();
      this.#joined.add(this.#page);
    }
    this.#joined?.add(page);
    this.#page = this.#joined ?? page;
  }

  build(): Listing {
    const page = this.#page;
    const readAt = this.readAt ?? Date.now();
    if (!page) return { exists: false, readAt, tags: new Map(), manifests: undefined };
    const { tags, manifests, hasDigests, children } = page;
    // Google answers 200 with empty lists for a repository that is not there.
    const isEmpty = manifests !== undefined && this.size === 0 && children.length === 0;
    return {
      exists: !isEmpty,
      readAt,
      tags,
      // A tag without digest shows that the manifests are not all there.
      manifests: hasDigests ? manifests : undefined,
      ...(manifests && { children }),
    };
  }
}
