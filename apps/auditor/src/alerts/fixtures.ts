import { setMaxListeners } from 'node:events';
import type { Logger } from '@cip/runtime';
import type { Digest } from '@cip/oci';
import type { Alert, AlertSink } from '@cip/watch';

export const digest: Digest = `sha256:${'ab'.repeat(32)}`;

/** A change that nobody approved, in a repository `name`. */
export function rejected(name = 'app', fields: Partial<Alert> = {}): Alert {
  const repository = `registry.example/${name}`;
  const message = `REJECTED unknown-tag: insert of ${repository}:v9@${digest}: nobody promised it`;
  return {
    kind: 'rejected',
    message,
    key: message,
    contents: `{"action":"INSERT","tag":"${repository}:v9"}`,
    revision: 'c0ffee',
    transaction: {
      id: 'message-1',
      time: '2026-01-02T03:04:05.000Z',
      verdict: 'REJECTED',
      reason: 'unknown-tag',
      explanation: 'nobody promised it',
      action: 'insert',
      repository,
      tag: 'v9',
      digest,
      revision: 'c0ffee',
    },
    ...fields,
  };
}

/** One call of a sink, to be answered by hand. */
export interface Sending {
  readonly alert: Alert;
  readonly count: number;
  accept(): void;
  refuse(error?: Error): void;
}

/** A sink that answers when it is told to. */
export class ManualSink implements AlertSink {
  readonly sendings: Sending[] = [];
  /** Counts of accepted reports by key. */
  readonly accepted = new Map<string, number>();
  closed = false;

  constructor(readonly name = 'manual') {}

  send(alert: Alert, count: number, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      const accept = (): void => {
        this.accepted.set(alert.key, (this.accepted.get(alert.key) ?? 0) + count);
        resolve();
      };
      const refuse = (error = new Error('refused')): void => {
        reject(error);
      };
      const end = (): void => {
        refuse();
      };
      if (signal) setMaxListeners(0, signal);
      signal?.addEventListener('abort', end, { once: true });
      this.sendings.push({ alert, count, accept, refuse });
    });
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

/** A log whose lines can be read. */
export function readableLog(): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const write =
    (level: string) =>
    (message: string): void => {
      lines.push(`${level} ${message}`);
    };
  const log: Logger = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    child: () => log,
  };
  return { log, lines };
}
