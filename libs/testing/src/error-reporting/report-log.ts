import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** One report as the API received it (Error Reporting API v1beta1, `projects.events.report`). */
export interface ReportedError {
  readonly project: string;
  readonly authorization: string | undefined;
  readonly message: string;
  readonly serviceContext: { readonly service: string; readonly version?: string };
  readonly context: { readonly httpRequest: { readonly url: string; readonly method: string } };
}

/** Accepted; refused with a status and an error as Google's APIs write it; or never answered. */
export type ReportAnswer = 'accept' | 'hang' | number;

const longestWait = 10_000;

/** What came in, and what is to be answered. */
export class ReportLog {
  readonly reports: ReportedError[] = [];
  attempts = 0;
  #script: ReportAnswer[] = [];
  readonly #waiting = new Set<() => void>();

  script(answers: readonly ReportAnswer[]): void {
    this.#script = [...answers];
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    // The client ends its address in a question mark.
    const project = /^\/v1beta1\/projects\/([^/?]+)\/events:report\??$/.exec(request.url ?? '')?.[1];
    if (request.method !== 'POST' || project === undefined) {
      refuse(response, 404);
      return;
    }
    this.attempts += 1;
    const answer = this.#script.shift() ?? 'accept';
    if (answer === 'hang') return;
    if (answer !== 'accept') {
      refuse(response, answer);
      return;
    }
    const { authorization } = request.headers;
    this.reports.push({ ...(JSON.parse(body) as ReportedError), project, authorization });
    response.setHeader('content-type', 'application/json').end('{}');
    for (const look of this.#waiting) look();
  }

  async untilReports(count: number): Promise<readonly ReportedError[]> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (this.reports.length < count) return;
        this.#waiting.delete(look);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`${this.reports.length} of ${count} reports came within ${longestWait} ms`));
      }, longestWait);
      this.#waiting.add(look);
      look();
    });
    return this.reports;
  }
}

function refuse(response: ServerResponse, status: number): void {
  const error = { code: status, message: `refused with ${status}`, status: 'REFUSED' };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}
