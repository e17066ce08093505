import type { Alert, AlertSink } from '@cip/watch';
import PQueue from 'p-queue';

const reportsAtOnce = 16;

/** A sink that is sent a few alerts at a time; the others wait. */
export class QueuedSink implements AlertSink {
  readonly name: string;
  readonly #queue = new PQueue({ concurrency: reportsAtOnce });

  constructor(private readonly sink: AlertSink) {
    this.name = sink.name;
  }

  send(alert: Alert, count: number, call?: Parameters<AlertSink['send']>[2]): Promise<void> {
    return this.#queue.add(() => this.sink.send(alert, count, call));
  }

  close(): Promise<void> {
    return this.sink.close();
  }
}
