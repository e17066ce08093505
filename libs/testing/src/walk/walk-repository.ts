import { createHash } from 'node:crypto';
import { acceptedManifests } from '../accepted-manifests.js';
import { ask } from './ask.js';

/** What a repository offers to those who pull from it, as seen with plain requests. */
export interface Walk {
  /** Tag → digest of the bytes that it gives. */
  readonly tags: Readonly<Record<string, string>>;
  /** Digests of all manifests and blobs that are reached from the tags and digests walked, sorted. */
  readonly graph: readonly string[];
  /** What a pull would stumble over: one sentence each, empty for a whole repository. */
  readonly faults: readonly string[];
}

interface Part {
  readonly digest: string;
  readonly size: number;
  readonly mediaType?: string;
}

interface WrittenManifest {
  readonly config?: Part;
  readonly layers?: readonly Part[];
  readonly manifests?: readonly Part[];
}

/**
 * Walks a repository as an independent reader: every tag, the manifest under it, its children, and a HEAD of every
 * blob, with the hash of each manifest and the size of each part. It stands on `node:http` alone, so that a mistake of
 * the client under test cannot hide itself. `digests` without a tag are walked too. A repository that is not there has
 * no tags. Rejects when the registry cannot be reached or does not answer `tags/list`.
 */
export async function walkRepository(
  host: string,
  repository: string,
  digests: readonly string[] = [],
): Promise<Walk> {
  return new Walker(host, repository).walk(digests);
}

class Walker {
  readonly #tags: Record<string, string> = {};
  readonly #seen = new Map<string, Promise<void>>();
  readonly #faults: string[] = [];

  constructor(
    private readonly host: string,
    private readonly repository: string,
  ) {}

  async walk(digests: readonly string[]): Promise<Walk> {
    const tags = await this.#listedTags();
    for (const tag of tags) {
      const digest = await this.#manifest(tag, `tag ${tag}`);
      if (digest !== undefined) this.#tags[tag] = digest;
    }
    for (const digest of digests) await this.#once(digest, () => this.#child({ digest, size: -1 }, digest));
    const graph = [...this.#seen.keys()].sort();
    return { tags: this.#tags, graph, faults: this.#faults };
  }

  async #listedTags(): Promise<string[]> {
    const tags: string[] = [];
    let next: URL | undefined = this.#url('tags/list');
    while (next) {
      const { status, headers, body } = await ask('GET', next);
      if (status === 404) return tags;
      if (status !== 200) throw new Error(`GET ${next.href}: status ${status}`);
      const page = JSON.parse(body.toString()) as { readonly tags: readonly string[] | null };
      tags.push(...(page.tags ?? []));
      const link = [headers['link'] ?? []].flat().join();
      const following = /<([^>]+)>\s*;\s*rel="?next"?/.exec(link)?.[1];
      next = following === undefined ? undefined : new URL(following, next);
    }
    return tags.sort();
  }

  /** Walks what a tag or a digest gives; answers with the digest of its bytes, undefined when there is nothing. */
  async #manifest(reference: string, from: string, expected?: Part): Promise<string | undefined> {
    const { status, body } = await ask('GET', this.#url(`manifests/${reference}`), {
      accept: acceptedManifests,
    });
    if (status !== 200) {
      this.#fault(`${from}: the manifest ${reference} answers ${status}`);
      return undefined;
    }
    const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
    if (expected && digest !== expected.digest) {
      this.#fault(`${from}: ${reference} gives the bytes of ${digest}`);
      return undefined;
    }
    if (expected && expected.size >= 0 && body.byteLength !== expected.size)
      this.#fault(`${from}: ${reference} has ${body.byteLength} bytes instead of ${expected.size}`);
    const walked = (): Promise<void> => this.#parts(JSON.parse(body.toString()) as WrittenManifest, from);
    await (expected ? walked() : this.#once(digest, walked));
    return digest;
  }

  async #parts({ manifests = [], config, layers = [] }: WrittenManifest, from: string): Promise<void> {
    for (const child of manifests) await this.#once(child.digest, () => this.#child(child, from));
    const blobs = [...(config ? [config] : []), ...layers].filter(({ mediaType }) => !isForeign(mediaType));
    await Promise.all(blobs.map((blob) => this.#once(blob.digest, () => this.#blob(blob, from))));
  }

  async #child(child: Part, from: string): Promise<void> {
    await this.#manifest(child.digest, `${from} → child`, child);
  }

  async #blob({ digest, size }: Part, from: string): Promise<void> {
    const { status, headers } = await ask('HEAD', this.#url(`blobs/${digest}`));
    if (status !== 200) this.#fault(`${from}: the blob ${digest} answers ${status}`);
    else if (headers['content-length'] !== String(size))
      this.#fault(`${from}: the blob ${digest} has ${headers['content-length']} bytes instead of ${size}`);
  }

  #once(digest: string, visit: () => Promise<void>): Promise<void> {
    const known = this.#seen.get(digest);
    if (known) return known;
    const visiting = visit();
    this.#seen.set(digest, visiting);
    return visiting;
  }

  #url(path: string): URL {
    return new URL(`http://${this.host}/v2/${this.repository}/${path}`);
  }

  #fault(sentence: string): void {
    this.#faults.push(`${this.repository}: ${sentence}`);
  }
}

/** Left with whoever may distribute it: no registry has it. */
function isForeign(mediaType = ''): boolean {
  return mediaType.includes('foreign') || mediaType.includes('nondistributable');
}
