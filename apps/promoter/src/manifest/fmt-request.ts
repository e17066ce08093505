import { addFlags, flag, switches } from '@cip/cli';
import type { Environment } from '@cip/runtime';
import type { Command } from 'commander';
import { policyFlag } from '../flags.js';
import { offlineOutputFlags } from './offline-flags.js';

/** What `cip manifest fmt` was asked to do. */
export interface FmtRequest {
  /** Thin manifest trees, plain manifests, and single files of trees. */
  readonly paths: readonly string[];
  /** Say what would be rewritten, and write nothing. */
  readonly check: boolean;
  readonly policyFile?: string;
}

/** The flags of `cip manifest fmt`. */
export function addFmtFlags(command: Command): Command {
  return addFlags(command, [
    flag('--check', 'write nothing; exit with 1 if a file is not in canonical form', 'manifests'),
    policyFlag(),
    ...offlineOutputFlags(),
  ]);
}

/** Turns arguments, flags and environment into a request. */
export function toFmtRequest(paths: readonly string[], command: Command, env: Environment): FmtRequest {
  const { policy } = command.opts<{ policy?: string }>();
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    check: switches(command, env)('--check'),
    ...(policy !== undefined && { policyFile: policy }),
  };
}
