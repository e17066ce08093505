import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a repository holds: tags by digest. */
export type Contents = Map<string, Set<string>>;

/** A registry that lists everything, as Google's do, and has nothing to pull. */
export interface PromisedRegistry extends AsyncDisposable {
  readonly host: string;
  /** Methods other than GET and HEAD. */
  readonly writes: number;
  readonly requests: number;
}

const nothing: Contents = new Map();
const mediaType = 'application/vnd.oci.image.manifest.v1+json';

/** Starts a registry that answers listings and HEAD requests as if it had these repositories. */
export async function startPromisedRegistry(
  repositories: ReadonlyMap<string, Contents>,
): Promise<PromisedRegistry> {
  const children = childrenOf(repositories.keys());
  let [writes, requests] = [0, 0];
  const server = createServer((request, response) => {
    requests += 1;
    if (request.method !== 'GET' && request.method !== 'HEAD') writes += 1;
    answer(request, response, repositories, children);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get writes() {
      return writes;
    },
    get requests() {
      return requests;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(
  { url = '' }: IncomingMessage,
  response: ServerResponse,
  repositories: ReadonlyMap<string, Contents>,
  children: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const [, name = '', kind, reference = ''] =
    /^\/v2\/(.*)\/(tags|manifests)\/([^?]+)/.exec(decodeURIComponent(url)) ?? [];
  const contents = repositories.get(name);
  if (kind === 'tags' && (contents || children.has(name))) {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(listing(name, contents ?? nothing, [...(children.get(name) ?? [])])));
    return;
  }
  const digest = contents && (contents.has(reference) ? reference : digestOf(contents, reference));
  response.statusCode = digest === undefined ? 404 : 200;
  if (digest !== undefined) {
    response.setHeader('docker-content-digest', digest);
    response.setHeader('content-type', mediaType);
    response.setHeader('content-length', 2);
  }
  response.end();
}

function digestOf(contents: Contents, tag: string): string | undefined {
  for (const [digest, tags] of contents) if (tags.has(tag)) return digest;
  return undefined;
}

/** What a listing with Google's extension has. */
function listing(name: string, contents: Contents, child: readonly string[]): object {
  const manifest = [...contents].map(([digest, tags]) => {
    const facts = { imageSizeBytes: '2', layerId: '', mediaType, tag: [...tags] };
    return [digest, { ...facts, timeCreatedMs: '0', timeUploadedMs: '0' }] as const;
  });
  const tags = [...contents.values()].flatMap((some) => [...some]);
  return { child, manifest: Object.fromEntries(manifest), name, tags };
}

/** The next steps of paths, by what stands before them. */
function childrenOf(names: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const children = new Map<string, Set<string>>();
  for (const name of names) {
    const steps = name.split('/');
    for (let length = 1; length < steps.length; length++) {
      const prefix = steps.slice(0, length).join('/');
      const known = children.get(prefix) ?? new Set();
      children.set(prefix, known.add(steps[length] ?? ''));
    }
  }
  return children;
}
