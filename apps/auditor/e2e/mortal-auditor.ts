import { type RunningAuditor, startAuditor } from './start-auditor.js';

/** A service that can be killed, and is started again at once. */
export class MortalAuditor {
  readonly #logs: string[] = [];
  #running: Promise<RunningAuditor>;
  #alive: RunningAuditor | undefined;
  #kills = 0;

  constructor(private readonly args: readonly string[]) {
    this.#running = this.#start();
  }

  get kills(): number {
    return this.#kills;
  }

  /** Where it listens; waits until it is ready again. */
  async address(): Promise<string> {
    return (await this.#running).address;
  }

  /** As `kill -9` does. One that is dead already is let be. */
  kill(): void {
    const victim = this.#alive;
    if (!victim) return;
    this.#alive = undefined;
    this.#kills += 1;
    victim.kill('SIGKILL');
    this.#running = this.#bury(victim).then(() => this.#start());
  }

  /** Ends it in order. Resolves with the entries of the log of all its lives. */
  async end(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const last = await this.#running;
    last.kill('SIGTERM');
    await this.#bury(last);
    return this.#logs.flatMap((log) => log.split('\n').flatMap(entryOf));
  }

  async #start(): Promise<RunningAuditor> {
    return (this.#alive = await startAuditor([...this.args, '--log-format', 'json']));
  }

  async #bury(auditor: RunningAuditor): Promise<void> {
    this.#logs.push((await auditor.finished).stderr);
  }
}

/** Nothing for the line that a kill has cut off. */
function entryOf(line: string): Readonly<Record<string, unknown>>[] {
  try {
    return [JSON.parse(line) as Readonly<Record<string, unknown>>];
  } catch {
    return [];
  }
}
