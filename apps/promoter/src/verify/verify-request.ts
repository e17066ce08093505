import {
  addFlags,
  flag,
  formatFlag,
  list,
  outputFlags,
  registryFlags,
  switches,
  toRegistrySettings,
} from '@cip/cli';
import type { TrustConfiguration } from '@cip/configuration';
import { InvalidReferenceError, parseReference, type Reference } from '@cip/oci';
import { type Environment, UsageError } from '@cip/runtime';
import { type LocalManifests, treeIn } from '@cip/source';
import type { Command } from 'commander';
import { policyFlag } from '../flags.js';
import { locationFlags, namesLocation, toLocation } from '../manifest-location.js';
import type { PromotionRequest } from '../request.js';

/** What `cip verify` was asked to do. */
export interface VerifyRequest extends Pick<
  PromotionRequest,
  'policyFile' | 'stats' | 'credentials' | 'registry'
> {
  readonly images: readonly AskedImage[];
  /** Where the policies that apply are looked up; absent for none. */
  readonly manifests?: LocalManifests;
  /** A subproject or a manifest whose policy is applied to every image. */
  readonly policyFrom?: string;
  /** What flags say of trust; absent for what the project has agreed on. */
  readonly trust?: TrustConfiguration;
  readonly format: 'text' | 'json';
}

export interface AskedImage {
  /** As typed. */
  readonly asked: string;
  readonly reference: Reference;
}

interface Flags {
  readonly policy?: string;
  readonly policyFrom?: string;
  readonly trustRoot?: string;
  readonly key?: readonly string[];
  readonly format: VerifyRequest['format'];
}

/** The flags of `cip verify`. */
export function addVerifyFlags(command: Command): Command {
  return addFlags(command, [
    ...locationFlags('take policies and trust from '),
    policyFlag(),
    flag(
      '--policy-from <path>',
      'hold every image against the provenance policy of this subproject (manifests/NAME) or plain manifest',
      'manifests',
    ),
    flag(
      '--trust-root <file>',
      'a Sigstore trust root (trusted_root.json) in place of the configured one',
      'rules',
    ),
    flag(
      '--key <file>',
      'a public key of cosign to trust, in place of the configured ones; repeatable',
      'rules',
    ).argParser(list),
    formatFlag(['text', 'json']),
    ...outputFlags(),
    flag('--use-credentials', 'use Docker or Google credentials', 'registries'),
    ...registryFlags(),
  ]);
}

/** Turns arguments, flags and environment into a request. Throws `UsageError` naming what is wrong. */
export function toVerifyRequest(asked: readonly string[], command: Command, env: Environment): VerifyRequest {
  const { policy, policyFrom, trustRoot, key, format } = command.opts<Flags>();
  const isOn = switches(command, env);
  const manifests = namesLocation(command, undefined) ? toLocation(command, undefined) : treeIn('.');
  return {
    images: asked.map((text) => ({ asked: text, reference: toReference(text) })),
    ...(manifests && { manifests }),
    ...(policy !== undefined && { policyFile: policy }),
    ...(policyFrom !== undefined && { policyFrom }),
    ...((trustRoot !== undefined || key !== undefined) && {
      trust: { keys: key ?? [], ...(trustRoot !== undefined && { root: trustRoot }) },
    }),
    format,
    stats: isOn('--stats'),
    credentials: isOn('--use-credentials') ? 'found' : 'anonymous',
    registry: toRegistrySettings(command),
  };
}

function toReference(asked: string): Reference {
  try {
    return parseReference(asked);
  } catch (error) {
    if (!(error instanceof InvalidReferenceError)) throw error;
    throw new UsageError(error.message, [
      'Write HOST[:PORT]/PATH:TAG or HOST[:PORT]/PATH@DIGEST.',
      'To look for a name of the manifests, use cip status.',
    ]);
  }
}
