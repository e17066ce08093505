import { fileURLToPath } from 'node:url';
import type { Command } from './scenario.js';

const apps = { cip: 'promoter', 'cip-lint': 'linter', 'cip-auditor': 'auditor', 'cip-backup': 'backup' };

/** Our programs, by the names of their commands. */
export type Program = keyof typeof apps;

export const programs = Object.keys(apps) as readonly Program[];

/** One of our built programs. */
export function ours(program: Program, ...args: readonly string[]): Command {
  // As seen from dist/tools/bench.
  const file = fileURLToPath(new URL(`../../apps/${apps[program]}/main.js`, import.meta.url));
  return { program: process.execPath, args: [file, ...args] };
}
