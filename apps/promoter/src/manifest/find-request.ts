import { addFlags, formatFlag } from '@cip/cli';
import type { Command } from 'commander';
import { offlineOutputFlags } from './offline-flags.js';

/** What `cip manifest find` was asked to do. */
export interface FindRequest {
  /** An image, a tag or a digest, as typed. */
  readonly asked: string;
  /** A thin manifest tree, or a plain manifest. */
  readonly location: string;
  readonly format: 'text' | 'json';
}

/** The flags of `cip manifest find`. */
export function addFindFlags(command: Command): Command {
  return addFlags(command, [formatFlag(['text', 'json']), ...offlineOutputFlags()]);
}

/** Turns arguments and flags into a request. */
export function toFindRequest(asked: string, location: string, command: Command): FindRequest {
  return { asked, location, format: command.opts<Pick<FindRequest, 'format'>>().format };
}
