import {
  addFlags,
  flag,
  formatFlag,
  outputFlags,
  registryFlags,
  switches,
  toRegistrySettings,
} from '@cip/cli';
import { isTag, whyNotATag } from '@cip/oci';
import { type Environment, UsageError } from '@cip/runtime';
import type { LocalManifests } from '@cip/source';
import type { Command } from 'commander';
import { policyFlag } from '../flags.js';
import { locationFlags, manifestArgument, namesLocation, toLocation } from '../manifest-location.js';
import { toPrefix } from '../registry-prefix.js';
import type { PromotionRequest } from '../request.js';

export type SnapshotFormat = 'yaml' | 'csv' | 'json';

/** What `cip snapshot` was asked to do. */
export interface SnapshotRequest extends Pick<
  PromotionRequest,
  'policyFile' | 'stats' | 'credentials' | 'registry'
> {
  /** `HOST[:PORT]`, with an optional path. */
  readonly prefix: string;
  /** Print what the manifests promise, and ask no registry. */
  readonly fromManifests: boolean;
  /** With a registry: where to learn of digests that it does not list. */
  readonly manifests?: LocalManifests;
  /** Leave out children of indexes that have no tag. */
  readonly minimal: boolean;
  /** Only what has this tag. */
  readonly tag?: string;
  readonly format: SnapshotFormat;
}

/** The flags of `cip snapshot`. */
export function addSnapshotFlags(command: Command): Command {
  return addFlags(command.addArgument(manifestArgument()), [
    flag('--from-manifests', 'print what the manifests promise there, and ask no registry', 'manifests'),
    ...locationFlags(),
    policyFlag(),
    formatFlag(['yaml', 'csv', 'json']),
    flag('--minimal', 'leave out children of indexes that have no tag', 'output'),
    flag('--tag <tag>', 'only what has this tag', 'output'),
    ...outputFlags(),
    flag('--use-credentials', 'use Docker or Google credentials', 'registries'),
    ...registryFlags(),
  ]);
}

interface Flags {
  readonly policy?: string;
  readonly tag?: string;
  readonly format: SnapshotFormat;
}

/** Turns argument, flags and environment into a request. Throws `UsageError` naming what is wrong. */
export function toSnapshotRequest(asked: string, command: Command, env: Environment): SnapshotRequest {
  const flags = command.opts<Flags>();
  const { policy, tag, format } = flags;
  const isOn = switches(command, env);
  const fromManifests = isOn('--from-manifests');
  const manifests = command.processedArgs[1] as string | undefined;
  return {
    prefix: toPrefix(asked, 'the registry'),
    fromManifests,
    ...((fromManifests || namesLocation(command, manifests)) && {
      manifests: toLocation(command, manifests),
    }),
    ...(policy !== undefined && { policyFile: policy }),
    minimal: isOn('--minimal'),
    ...(tag !== undefined && { tag: checkedTag(tag) }),
    format,
    stats: isOn('--stats'),
    credentials: isOn('--use-credentials') ? 'found' : 'anonymous',
    registry: toRegistrySettings(command),
  };
}

function checkedTag(tag: string): string {
  if (isTag(tag)) return tag;
  throw new UsageError(
    `--tag ${JSON.stringify(tag)}: ${whyNotATag(tag)}`,
    'Name one tag, without the image.',
  );
}
