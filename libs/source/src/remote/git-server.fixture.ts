import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** A Git repository served over HTTP, as hosting services do. */
export interface GitServer extends AsyncDisposable {
  readonly url: string;
  /** Method and path of each request, `POST /git-upload-pack`; empty it to count anew. */
  readonly requests: string[];
  /** What happens to requests: they are served, answered with a status, or never answered. */
  behaviour: (request: string) => 'serve' | 'hang' | number;
}

/** The program that speaks Git's protocol behind a web server; git brings it, but not everywhere. */
export const httpBackend = path.join(
  execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(),
  'git-http-backend',
);

export const noHttpBackend = spawnSync(httpBackend).error !== undefined;

/** Serves the repository whose top level is the folder, on a free port of 127.0.0.1. */
export async function serveGit(folder: string): Promise<GitServer> {
  const server = createServer((incoming, outgoing) => {
    const request = `${incoming.method ?? ''} ${new URL(incoming.url ?? '', 'http://git').pathname}`;
    served.requests.push(request);
    const behaviour = served.behaviour(request);
    if (behaviour === 'hang') return;
    if (behaviour === 'serve') runBackend(folder, incoming, outgoing);
    else outgoing.writeHead(behaviour).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const served: GitServer = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    behaviour: () => 'serve',
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return served;
}

/** As CGI, RFC 3875. */
function runBackend(folder: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { pathname, search } = new URL(incoming.url ?? '', 'http://git');
  const { headers } = incoming;
  const backend = spawn(httpBackend, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      PATH_INFO: `/.git${pathname}`,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: incoming.method,
      CONTENT_TYPE: headers['content-type'],
      HTTP_CONTENT_ENCODING: headers['content-encoding'],
      HTTP_GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
    },
  });
  incoming.pipe(backend.stdin);
  // A client that leaves, or a backend that needs no more: neither is a failure of the server.
  backend.stdin.on('error', () => undefined);
  const answer: Buffer[] = [];
  backend.stdout.on('data', (bytes: Buffer) => answer.push(bytes));
  backend.on('close', () => {
    const whole = Buffer.concat(answer);
    const end = whole.indexOf('\r\n\r\n');
    const fields = whole.subarray(0, Math.max(end, 0)).toString().split('\r\n').filter(Boolean);
    const given = new Map(fields.map((line) => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? '']));
    const status = Number.parseInt(given.get('Status') ?? '200');
    given.delete('Status');
    outgoing.writeHead(status, Object.fromEntries(given)).end(whole.subarray(end + 4));
  });
}
