import {
  addFlags,
  flag,
  formatFlag,
  outputFlags,
  registryFlags,
  switches,
  toRegistrySettings,
} from '@cip/cli';
import { InvalidReferenceError } from '@cip/oci';
import { parseImageQuestion, type TypedQuestion } from '@cip/plan';
import { type Environment, UsageError } from '@cip/runtime';
import type { Command } from 'commander';
import { policyFlag } from '../flags.js';
import { locationFlags, manifestArgument, toLocation } from '../manifest-location.js';
import type { PromotionRequest } from '../request.js';

/** What `cip status` was asked to do. */
export interface StatusRequest extends Pick<
  PromotionRequest,
  'manifests' | 'policyFile' | 'stats' | 'credentials' | 'registry'
> {
  /** As typed. */
  readonly asked: string;
  readonly question: TypedQuestion;
  readonly format: 'text' | 'json' | 'html';
}

/** The flags of `cip status`. */
export function addStatusFlags(command: Command): Command {
  return addFlags(command.addArgument(manifestArgument()), [
    ...locationFlags(),
    policyFlag(),
    formatFlag(['text', 'json', 'html']),
    ...outputFlags(),
    flag('--use-credentials', 'use Docker or Google credentials', 'registries'),
    ...registryFlags(),
  ]);
}

/** Turns argument, flags and environment into a request. Throws `UsageError` naming what is wrong. */
export function toStatusRequest(asked: string, command: Command, env: Environment): StatusRequest {
  const { policy, format } = command.opts<{ policy?: string; format: StatusRequest['format'] }>();
  const isOn = switches(command, env);
  return {
    asked,
    question: toQuestion(asked),
    manifests: toLocation(command, command.processedArgs[1] as string | undefined),
    ...(policy !== undefined && { policyFile: policy }),
    format,
    stats: isOn('--stats'),
    credentials: isOn('--use-credentials') ? 'found' : 'anonymous',
    registry: toRegistrySettings(command),
  };
}

function toQuestion(asked: string): TypedQuestion {
  try {
    return parseImageQuestion(asked);
  } catch (error) {
    if (!(error instanceof InvalidReferenceError)) throw error;
    throw new UsageError(error.message, [
      'Write IMAGE, IMAGE:TAG or IMAGE@DIGEST; of a digest the beginning is enough.',
      'IMAGE is a name in the manifests, or a repository in full, HOST[:PORT]/PATH, of a source or a destination.',
    ]);
  }
}
