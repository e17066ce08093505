import { orWrongLocation } from '@cip/cli';
import { defaultPolicy, parsePolicy, type Policy, PolicyError } from '@cip/policy';
import { UsageError } from '@cip/runtime';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LintRequest } from './request.js';

/** The configuration of a tree; see `--config`. Throws `UsageError` with everything that is wrong with it. */
export async function readPolicy(
  folder: string,
  { configFile, revision }: Pick<LintRequest, 'configFile' | 'revision'>,
  signal: AbortSignal,
): Promise<Policy> {
  const file = configFile ?? path.join(folder, '.cip-lint.yaml');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return defaultPolicy;
  try {
    return parsePolicy({ shownAs: file, text });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const lines = error.mistakes.map(
      ({ where, message, remedy }) => `${where.file}:${where.line}:${where.column}: ${message}. ${remedy}`,
    );
    throw new UsageError(`${file}: the configuration cannot be used`, lines);
  }
}
