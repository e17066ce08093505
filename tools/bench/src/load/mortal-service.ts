import path from 'node:path';
import { type MeasuredService, startMeasured } from '../auditor/measured-service.js';

/** A service that may be killed, and is started again, with figures of all its lives. */
export class MortalService implements AsyncDisposable {
  readonly #logs: (() => Promise<string>)[] = [];
  #running: Promise<MeasuredService>;
  #peak = 0;
  #cpu = 0;
  #kills = 0;

  constructor(
    private readonly args: readonly string[],
    private readonly scratch: string,
  ) {
    this.#running = this.#start();
  }

  get kills(): number {
    return this.#kills;
  }

  /** Bytes, the most of all lives. */
  get peak(): number {
    return this.#peak;
  }

  /** Seconds of processor time, of all lives. */
  get cpu(): number {
    return this.#cpu;
  }

  async address(): Promise<string> {
    return (await this.#running).address;
  }

  /** As `kill -9` does, and starts it again. */
  async kill(): Promise<void> {
    const victim = await this.#running;
    this.#kills += 1;
    this.#running = this.#end(victim, 'SIGKILL').then(() => this.#start());
    await this.#running;
  }

  async metrics(): Promise<string> {
    return (await fetch(`${await this.address()}/metrics`)).text();
  }

  async stop(): Promise<void> {
    await this.#end(await this.#running, 'SIGTERM');
  }

  /** The logs of all its lives. */
  async log(): Promise<string> {
    return (await Promise.all(this.#logs.map((log) => log()))).join('');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#running).stop();
  }

  async #start(): Promise<MeasuredService> {
    const logFile = path.join(this.scratch, `auditor-${this.#logs.length}.log`);
    const service = await startMeasured(this.args, { logFile });
    this.#logs.push(() => service.log());
    return service;
  }

  async #end(service: MeasuredService, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#peak = Math.max(this.#peak, await service.peakMemory());
    this.#cpu += await service.cpuTime();
    await service.stop(signal);
  }
}
