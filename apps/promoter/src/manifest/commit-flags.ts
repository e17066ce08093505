import { flag, switches } from '@cip/cli';
import type { Environment } from '@cip/runtime';
import type { Command, Option } from 'commander';

/** Whether to commit what is written, and where. */
export interface CommitSettings {
  readonly commit: boolean;
  /** Of the new branch; absent: named after what is committed. */
  readonly branch?: string;
}

/** The flags of commands that can commit what they write. */
export function commitFlags(): Option[] {
  return [
    flag('--commit', 'commit what is written, on a new branch', 'manifests'),
    flag('--branch <name>', 'name of that branch, instead of one that says what is committed', 'manifests'),
  ];
}

/** What {@link commitFlags} were set to. */
export function toCommitSettings(command: Command, env: Environment): CommitSettings {
  const { branch } = command.opts<{ branch?: string }>();
  return { commit: switches(command, env)('--commit'), ...(branch !== undefined && { branch }) };
}
