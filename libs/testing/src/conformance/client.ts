import { manifestAccept } from '@cip/oci';
import type { Image } from '../images/image.js';
import { pushImage } from '../images/push-image.js';

/** One thing that the specification asks of a registry. */
export interface Behaviour {
  readonly name: string;
  /** Why docker-registry 2.8 cannot show it. */
  readonly notInDockerRegistry?: string;
  readonly check: (registry: Client) => Promise<void>;
}

/** An answer that was read to its end. */
export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Asks one repository of a registry, with nothing between the test and the wire but fetch. */
export class Client {
  constructor(
    readonly host: string,
    readonly repository: string,
  ) {}

  /** The path is below the repository; one with a host or a leading slash is taken as it is. */
  async ask(method: string, path: string, init: RequestInit = {}): Promise<Asked> {
    const url = new URL(path, `http://${this.host}/v2/${this.repository}/`);
    // docker-registry says 404 to a client that does not accept the manifest's type.
    const headers = { accept: manifestAccept, ...(init.headers as Record<string, string>) };
    const answer = await fetch(url, { method, ...init, headers });
    const body = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, body };
  }

  /** A client of another repository of the same registry. */
  other(suffix: string): Client {
    return new Client(this.host, `${this.repository}/${suffix}`);
  }

  async push(image: Image, ...tags: string[]): Promise<void> {
    await pushImage(this.host, this.repository, image, tags);
  }

  /** Opens an upload session; gives its Location. */
  async open(): Promise<string> {
    return this.locationOf(await this.ask('POST', 'blobs/uploads/'));
  }

  locationOf({ headers }: Asked): string {
    return new URL(headers.get('location') ?? '', `http://${this.host}`).href;
  }

  async commit(location: string, digest: string, bytes?: Uint8Array, headers = {}): Promise<Asked> {
    const url = new URL(location);
    url.searchParams.set('digest', digest);
    const type = { 'content-type': 'application/octet-stream' };
    const body = bytes && Buffer.from(bytes);
    return this.ask('PUT', url.href, { headers: { ...type, ...headers }, ...(body && { body }) });
  }

  async chunk(location: string, bytes: Uint8Array, from?: number): Promise<Asked> {
    const range = from === undefined ? {} : { 'content-range': `${from}-${from + bytes.byteLength - 1}` };
    const headers = { 'content-type': 'application/octet-stream', ...range };
    return this.ask('PATCH', location, { headers, body: Buffer.from(bytes) });
  }

  async putManifest(reference: string, image: Image): Promise<Asked> {
    const headers = { 'content-type': image.descriptor.mediaType };
    return this.ask('PUT', `manifests/${reference}`, { headers, body: Buffer.from(image.bytes) });
  }
}

/** Throws a SyntaxError for a body that is no JSON. */
export function json(asked: Asked): unknown {
  return JSON.parse(new TextDecoder().decode(asked.body));
}

/** The codes of an error in the registry's JSON form. */
export function codesOf(asked: Asked): string[] {
  const { errors } = json(asked) as { errors: { code: string }[] };
  return errors.map(({ code }) => code);
}
