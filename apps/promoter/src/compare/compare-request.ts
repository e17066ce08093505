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
import { type Environment, UsageError } from '@cip/runtime';
import { type Level, levels } from '@cip/snapshot';
import type { Command } from 'commander';
import { toPrefix } from '../registry-prefix.js';
import type { PromotionRequest } from '../request.js';

/** What `cip compare` was asked to do. */
export interface CompareRequest extends Pick<PromotionRequest, 'stats' | 'credentials' | 'registry'> {
  /** `HOST[:PORT]`, with an optional path. */
  readonly old: string;
  /** The same, each once, in the order given. */
  readonly news: readonly string[];
  readonly level: Level;
  /** Where to keep what was found equal. */
  readonly state?: string;
  /** The folder for manifests of what is missing. */
  readonly writeManifest?: string;
  readonly format: 'text' | 'json';
}

/** The flags of `cip compare`. */
export function addCompareFlags(command: Command): Command {
  return addFlags(command, [
    flag('--level <level>', 'how closely to look at what the new registries have', 'output')
      .choices([...levels])
      .default('listing'),
    flag('--state <file>', 'keep what was found equal here, and do not ask for it again', 'output'),
    flag(
      '--write-manifest <dir>',
      'write the manifests here that would promote what is missing; a new or empty folder',
      'output',
    ),
    formatFlag(['text', 'json']),
    ...outputFlags(),
    flag('--use-credentials', 'use Docker or Google credentials', 'registries'),
    ...registryFlags(),
  ]);
}

interface Flags {
  readonly level: Level;
  readonly state?: string;
  readonly writeManifest?: string;
  readonly format: CompareRequest['format'];
}

/** Turns arguments, flags and environment into a request. Throws `UsageError` naming what is wrong. */
export function toCompareRequest(
  old: string,
  news: readonly string[],
  command: Command,
  env: Environment,
): CompareRequest {
  const { level, state, writeManifest, format } = command.opts<Flags>();
  const isOn = switches(command, env);
  const names = news.flatMap((text) => list(text, [])).map((text) => toPrefix(text, 'the new registry'));
  if (names.length === 0) {
    throw new UsageError('no new registry was named', 'Name at least one after the old one: OLD NEW[,NEW…].');
  }
  return {
    old: toPrefix(old, 'the old registry'),
    news: [...new Set(names)],
    level,
    ...(state !== undefined && { state }),
    ...(writeManifest !== undefined && { writeManifest }),
    format,
    stats: isOn('--stats'),
    credentials: isOn('--use-credentials') ? 'found' : 'anonymous',
    registry: toRegistrySettings(command),
  };
}
