import {
  type CallOptions,
  type Descriptor,
  type Digest,
  DigestMismatchError,
  digestOf,
  algorithmOf,
  formatRepositoryName,
  isDigest,
  isManifestType,
  isSchema1Type,
  manifestAccept,
  parseDigest,
  parseTag,
  type RawManifest,
} from '@cip/oci';
import { saysAbsent } from './absence.js';
import type { Answer } from './answer.js';
import type { Call } from './call.js';
import { callTo, printed, type RepositoryContext } from './context.js';
import type { Lane } from './host-quota.js';
import type { TagReading } from './known-tag.js';
import { manifestMediaType } from './manifest-media-type.js';
import { schema1Payload } from './schema1.js';

interface TagContent {
  /** Undefined: it is not there. */
  readonly manifest: RawManifest | undefined;
  /** When the request was sent, in milliseconds since the epoch. */
  readonly readAt: number;
}

interface ReadingOptions {
  readonly signal?: AbortSignal | undefined;
  readonly lane?: Lane;
}

/** Reads manifests of one repository (distribution-spec v1.1, "Pulling manifests"). */
export class Manifests {
  readonly #repository: string;

  constructor(private readonly context: RepositoryContext) {
    this.#repository = formatRepositoryName(context.name);
  }

  /** HEAD; a GET where the answer to HEAD does not give digest, size and type. */
  async resolve(reference: string, options: CallOptions = {}): Promise<Descriptor | undefined> {
    const checked = checkedReference(reference);
    const { found } = await this.#look(checked, options);
    return found === 'unclear' ? (await this.fetch(checked, options))?.descriptor : found;
  }

  /** The same for a tag, with the time of the request, by requests that may use a lane of their own. */
  async read(tag: string, options: ReadingOptions): Promise<TagReading> {
    const { found, readAt } = await this.#look(parseTag(tag), options);
    const descriptor = found === 'unclear' ? (await this.#get(tag, options)).manifest?.descriptor : found;
    return { digest: descriptor?.digest, readAt };
  }

  async #look(
    checked: string,
    options: ReadingOptions,
  ): Promise<{ readonly found: Awaited<ReturnType<typeof described>>; readonly readAt: number }> {
    return this.context.transport.exchange(this.#call('HEAD', checked, options), async (answer) => {
      return { found: await described(answer, checked), readAt: answer.sentAt };
    });
  }

  /** GET; by digest through the cache. */
  async fetch(reference: string, { signal }: CallOptions = {}): Promise<RawManifest | undefined> {
    const checked = checkedReference(reference);
    if (isDigest(checked)) {
      const read = async (shared: AbortSignal): Promise<RawManifest | undefined> => {
        return (await this.#get(checked, { signal: shared })).manifest;
      };
      return this.context.cache.get(this.#repository, checked, read, signal);
    }
    return (await this.fetchTag(checked, signal && { signal })).manifest;
  }

  /** GET of a tag, with the time of the request. */
  async fetchTag(tag: string, options: ReadingOptions = {}): Promise<TagContent> {
    const found = await this.#get(parseTag(tag), options);
    if (found.manifest) this.context.cache.keep(this.#repository, found.manifest);
    return found;
  }

  async #get(reference: string, options: ReadingOptions): Promise<TagContent> {
    const call = this.#call('GET', reference, options);
    return this.context.transport.exchange(call, async (answer) => {
      const { sentAt: readAt } = answer;
      if (await saysAbsent(answer)) return { manifest: undefined, readAt };
      if (answer.status !== 200) throw await answer.failure();
      const bytes = await answer.bytes(this.context.limits.manifestBytes);
      const asked = isDigest(reference) ? reference : undefined;
      return { manifest: verified(answer, bytes, asked, printed(this.context, reference)), readAt };
    });
  }

  #call(method: 'GET' | 'HEAD', reference: string, { signal, lane }: ReadingOptions): Call {
    const kind = method === 'GET' ? 'manifest-get' : 'manifest-head';
    const headers = { accept: manifestAccept };
    return callTo(this.context, { kind, method, at: `manifests/${reference}`, headers, lane, signal });
  }
}

/** A digest or a tag, checked. */
export function checkedReference(reference: string): string {
  return reference.includes(':') ? parseDigest(reference) : parseTag(reference);
}

async function described(answer: Answer, reference: string): Promise<Descriptor | undefined | 'unclear'> {
  // A registry answers with JSON or nothing; behind anything else the GET looks.
  if (answer.status === 404)
    return ['', 'application/json'].includes(answer.mediaType) ? undefined : 'unclear';
  if (answer.status !== 200) throw await answer.failure();
  const { mediaType, length: size } = answer;
  const digest = announcedDigest(answer);
  if (isDigest(reference) && digest !== undefined && digest !== reference) {
    throw answer.invalid(`asked for ${reference}, the answer is about ${digest}`);
  }
  const known = digest ?? (isDigest(reference) ? reference : undefined);
  if (known === undefined || size === undefined || !isManifestType(mediaType)) return 'unclear';
  return { mediaType, digest: known, size };
}

/** `Docker-Content-Digest`, which registries may leave out. */
export function announcedDigest(answer: Answer): Digest | undefined {
  const text = answer.header('docker-content-digest')?.trim();
  return text !== undefined && isDigest(text) ? text : undefined;
}

function verified(answer: Answer, bytes: Uint8Array, asked: Digest | undefined, what: string): RawManifest {
  const expected = asked ?? announcedDigest(answer);
  const mediaType = manifestMediaType(answer.mediaType, bytes);
  const digest = digestOfManifest(mediaType, bytes, expected);
  // A manifest's type with a body that is none is a broken manifest; any other page is no registry's.
  if (mediaType === undefined && digest !== expected && !isManifestType(answer.mediaType)) {
    throw answer.invalid(`the body is no manifest (${answer.mediaType || 'no media type'})`);
  }
  if (expected === undefined && mediaType === undefined) throw answer.cutShort('the manifest is not whole');
  if (expected !== undefined && digest !== expected) throw new DigestMismatchError(expected, digest, what);
  return { descriptor: { mediaType: mediaType ?? answer.mediaType, digest, size: bytes.byteLength }, bytes };
}

function digestOfManifest(
  mediaType: string | undefined,
  bytes: Uint8Array,
  expected: Digest | undefined,
): Digest {
  const digest = digestOf(bytes, expected && algorithmOf(expected));
  if (digest === expected || mediaType === undefined || !isSchema1Type(mediaType)) return digest;
  const payload = schema1Payload(bytes);
  return payload ? digestOf(payload, expected && algorithmOf(expected)) : digest;
}
