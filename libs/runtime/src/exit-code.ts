/** What the programs end with, the same for all of them. */
export const ExitCode = {
  /** Nothing to complain about; steps left to do are no complaint, nor are warnings. */
  ok: 0,
  /** Findings of severity error, blockers, rejected or failed items, registries that could not be read. */
  complaint: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** A safety stop. */
  refused: 3,
  bug: 70,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
