import type { Position } from '@cip/manifest';

/** One thing that is wrong with a configuration. */
export interface PolicyMistake {
  readonly where: Position;
  /** A sentence without a full stop. */
  readonly message: string;
  /** Imperative sentences, with full stops. */
  readonly remedy: string;
}

/** A configuration that cannot be used, with everything that is wrong with it, sorted by place. */
export class PolicyError extends Error {
  readonly code = 'INVALID_POLICY';

  constructor(readonly mistakes: readonly PolicyMistake[]) {
    super(mistakes.map(lineOf).join('\n'));
    this.name = 'PolicyError';
  }
}

function lineOf({ where, message, remedy }: PolicyMistake): string {
  return `${where.file}:${where.line}:${where.column}: ${message}. ${remedy}`;
}
