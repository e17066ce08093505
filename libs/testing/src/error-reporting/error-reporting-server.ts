import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { answerMetadata } from './metadata-answers.js';
import { ReportLog, type ReportAnswer, type ReportedError } from './report-log.js';

const host = 'clouderrorreporting.googleapis.com';
const certificate = fileURLToPath(new URL('./stand-in.crt.pem', import.meta.url));
const key = fileURLToPath(new URL('./stand-in.key.pem', import.meta.url));

/** A stand-in for the Error Reporting API. */
export interface ErrorReportingServer extends AsyncDisposable {
  /**
   * What leads the real client library here, in the environment of a process. Its address cannot be set; it honours a
   * proxy, and this is one that answers in the place of the API, under a certificate that the process must trust. The
   * same address is the metadata server of Google Cloud, which gives the credentials and the project.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** What was accepted, in the order of arrival. */
  readonly reports: readonly ReportedError[];
  /** How many reports came in, refused ones included. */
  readonly attempts: number;
  /** What becomes of the next reports, one after the other; all later ones are accepted. */
  answerWith(...answers: readonly ReportAnswer[]): void;
  /** Resolves when so many reports were accepted. Rejects after 10 s. */
  untilReports(count: number): Promise<readonly ReportedError[]>;
  close(): Promise<void>;
}

/** Starts a stand-in on a free port of 127.0.0.1. `project` is what the metadata server says, default `test-project`. */
export async function startErrorReporting(
  options: { readonly project?: string } = {},
): Promise<ErrorReportingServer> {
  const log = new ReportLog();
  const sockets = new Set<Socket>();
  const api = createHttpsServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (request, response) => {
      void log.take(request, response);
    },
  );
  const proxy = createHttpServer(answerMetadata(options.project ?? 'test-project'));
  proxy.on('connection', (socket: Socket) => sockets.add(socket));
  proxy.on('connect', (request, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    if (request.url !== `${host}:443`) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    api.emit('connection', socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return standIn(proxy, sockets, log);
}

function standIn(proxy: Server, sockets: ReadonlySet<Socket>, log: ReportLog): ErrorReportingServer {
  const address = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    if (!proxy.listening) return;
    const closed = once(proxy, 'close');
    proxy.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    environment: {
      HTTPS_PROXY: `http://${address}`,
      NO_PROXY: '127.0.0.1,localhost',
      NODE_EXTRA_CA_CERTS: certificate,
      GCE_METADATA_HOST: address,
      METADATA_SERVER_DETECTION: 'assume-present',
    },
    get reports() {
      return log.reports;
    },
    get attempts() {
      return log.attempts;
    },
    answerWith: (...answers) => {
      log.script(answers);
    },
    untilReports: (count) => log.untilReports(count),
    close,
    [Symbol.asyncDispose]: close,
  };
}
