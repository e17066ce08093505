/** What a benchmark says in the end. */
export interface Outcome {
  /** Lines for people. */
  readonly lines: readonly string[];
  /** False: a bound was exceeded. */
  readonly passed: boolean;
}

/** One comparison, by its name on the command line. */
export interface Benchmark {
  readonly name: string;
  /** Its arguments, and what it compares; one line. */
  readonly usage: string;
  run(args: readonly string[], runs: number): Outcome | Promise<Outcome>;
}
