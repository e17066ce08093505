import { stat } from 'node:fs/promises';
import path from 'node:path';
import { addFlags, flag, list, outputFlags, registryFlags, switches, toRegistrySettings } from '@cip/cli';
import { isRepositoryPath, isTag, whyNotATag } from '@cip/oci';
import { type Environment, UsageError } from '@cip/runtime';
import type { Command } from 'commander';
import { policyFlag } from '../flags.js';
import type { PromotionRequest } from '../request.js';
import { type CommitSettings, commitFlags, toCommitSettings } from './commit-flags.js';

/** What `cip manifest add` was asked to do. */
export interface AddRequest
  extends CommitSettings, Pick<PromotionRequest, 'stats' | 'credentials' | 'registry'> {
  /** Absent: the only one there is. */
  readonly subproject?: string;
  /** A thin manifest tree, or a plain manifest. */
  readonly location: string;
  /** At least one. */
  readonly tags: readonly string[];
  /** Names of images; absent: those that the subproject has. */
  readonly images?: readonly string[];
  /** Leave out images that do not have all of the tags. */
  readonly skipMissing: boolean;
  /** Take an image of one platform, whatever others have. */
  readonly singlePlatform: boolean;
  readonly policyFile?: string;
}

/** The flags of `cip manifest add`. */
export function addAddFlags(command: Command): Command {
  return addFlags(command, [
    flag('--tag <tag>', 'promote what staging has under this tag; repeatable', 'manifests')
      .argParser(list)
      .makeOptionMandatory(),
    flag(
      '--image <name>',
      'only this image, which may be a new one; repeatable; default: all that the subproject has',
      'manifests',
    ).argParser(list),
    flag('--skip-missing', 'leave out images that staging does not have under the tags', 'manifests'),
    flag('--allow-single-platform', 'take images of one platform where others have several', 'manifests'),
    policyFlag(),
    ...commitFlags(),
    ...outputFlags(),
    flag('--use-credentials', 'use Docker or Google credentials', 'registries'),
    ...registryFlags(),
  ]);
}

interface Flags {
  readonly tag: readonly string[];
  readonly image?: readonly string[];
  readonly policy?: string;
}

/** Turns arguments, flags and environment into a request. Throws `UsageError` naming what is wrong. */
export async function toAddRequest(
  names: readonly (string | undefined)[],
  command: Command,
  env: Environment,
): Promise<AddRequest> {
  const { tag, image, policy } = command.opts<Flags>();
  const isOn = switches(command, env);
  for (const one of tag) if (!isTag(one)) throw wrong('--tag', one, whyNotATag(one));
  for (const one of image ?? [])
    if (!isRepositoryPath(one)) throw wrong('--image', one, 'not the name of an image');
  return {
    ...(await placeOf(names)),
    tags: [...new Set(tag)],
    ...(image && { images: [...new Set(image)] }),
    skipMissing: isOn('--skip-missing'),
    singlePlatform: isOn('--allow-single-platform'),
    ...(policy !== undefined && { policyFile: policy }),
    ...toCommitSettings(command, env),
    stats: isOn('--stats'),
    credentials: isOn('--use-credentials') ? 'found' : 'anonymous',
    registry: toRegistrySettings(command),
  };
}

/** A single name is that of a subproject here, or else of a place that is there. */
async function placeOf([name, location]: readonly (string | undefined)[]): Promise<
  Pick<AddRequest, 'subproject' | 'location'>
> {
  if (name === undefined) return { location: '.' };
  if (location !== undefined) return { subproject: name, location };
  const isHere = (await exists(path.join('manifests', name))) || (await exists(path.join('images', name)));
  return !isHere && (await exists(name)) ? { location: name } : { subproject: name, location: '.' };
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

function wrong(what: string, text: string, reason: string): UsageError {
  return new UsageError(
    `${what} ${JSON.stringify(text)}: ${reason}`,
    'Give the name alone, without a registry.',
  );
}
