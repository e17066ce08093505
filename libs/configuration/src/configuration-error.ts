import type { ConfigurationNotice } from './project-configuration.js';

/** One thing that is wrong with a configuration. */
export type ConfigurationMistake = ConfigurationNotice;

/** A configuration that cannot be used, with everything that is wrong with it, sorted by place. */
export class ConfigurationError extends Error {
  readonly code = 'INVALID_CONFIGURATION';

  constructor(readonly mistakes: readonly ConfigurationMistake[]) {
    super(mistakes.map(mistakeLine).join('\n'));
    this.name = 'ConfigurationError';
  }
}

/** `file:line:column: message. remedy` */
export function mistakeLine({ where, message, remedy }: ConfigurationMistake): string {
  return `${where.file}:${where.line}:${where.column}: ${message}. ${remedy}`;
}
