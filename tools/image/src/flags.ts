import { list, repeated, switches, toRegistrySettings } from '@cip/cli';
import { InvalidReferenceError, parseReference, type Reference, type TagReference } from '@cip/oci';
import { type Environment, envName, UsageError } from '@cip/runtime';
import { type Command, Option } from 'commander';
import { appFacts, base } from './image-facts.js';
import { parsePlatform } from './platform.js';
import type { ImageRequest } from './request.js';
import { sourceDate } from './source-date.js';

/** The flags that are about the image. */
export function imageFlags(): Option[] {
  return [
    imageFlag(
      '--base <reference>',
      `image that it is based on: HOST/REPO with :TAG (default: ${base.tag}) or @DIGEST`,
    ),
    imageFlag(
      '--push <reference>',
      'where it goes, HOST/REPO:TAG; repeatable; without it nothing is written',
    ).argParser(list),
    imageFlag(
      '--platform <platform>',
      'only this platform of the base, such as linux/arm64; repeatable (default: all)',
    ).argParser(list),
    // Values may have commas.
    imageFlag('--label <key=value>', 'also give it this label; repeatable').argParser(repeated),
    new Option(
      '--anonymous',
      `send anonymous requests, without Docker or Google credentials (env: ${envName('--anonymous')})`,
    ).helpGroup('Registries:'),
  ];
}

function imageFlag(flags: string, description: string): Option {
  return new Option(flags, description).helpGroup('Image:');
}

/** What commander hands over: texts as typed. */
interface Flags {
  readonly base?: string;
  readonly push?: readonly string[];
  readonly platform?: readonly string[];
  readonly label?: readonly string[];
}

/** Turns arguments, flags and environment into a request. Throws `UsageError` naming the flag. */
export function toRequest(command: Command, app: string, env: Environment): ImageRequest {
  const flags = command.opts<Flags>();
  const isOn = switches(command, env);
  const facts = appFacts.get(app);
  if (!facts) {
    throw new UsageError(
      `there is no app ${JSON.stringify(app)}`,
      `Name one of: ${[...appFacts.keys()].join(', ')}.`,
    );
  }
  const created = sourceDate(env);
  return {
    app,
    facts,
    base: parseBase(flags.base),
    push: (flags.push ?? []).map(parsePush),
    ...(flags.platform && { platforms: flags.platform.map(parsePlatform) }),
    labels: Object.fromEntries((flags.label ?? []).map(parseLabel)),
    ...(created !== undefined && { created }),
    credentials: isOn('--anonymous') ? 'anonymous' : 'found',
    stats: isOn('--stats'),
    registry: toRegistrySettings(command),
  };
}

function parseBase(text: string | undefined): Reference {
  if (text === undefined) {
    throw new UsageError('no base image given', [
      'Name one with --base HOST/REPO:TAG or --base HOST/REPO@DIGEST.',
      `The Dockerfiles begin with ${base.repository}:${base.tag}, and add git to it.`,
    ]);
  }
  const bare = !text.includes('@') && !text.slice(text.lastIndexOf('/')).includes(':');
  return parsed(
    bare ? `${text}:${base.tag}` : text,
    '--base',
    'HOST/REPO, HOST/REPO:TAG or HOST/REPO@DIGEST',
  );
}

function parsePush(text: string): TagReference {
  const form = 'HOST/REPO:TAG';
  const reference = parsed(text, '--push', form);
  if (reference.kind === 'tag') return reference;
  throw new UsageError(
    `--push ${JSON.stringify(text)}: the digest is what comes out`,
    `Write ${form}, without a digest.`,
  );
}

function parsed(text: string, option: string, form: string): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    if (!(error instanceof InvalidReferenceError)) throw error;
    throw new UsageError(`${option}: ${error.message}`, `Write ${form}.`);
  }
}

function parseLabel(text: string): [key: string, value: string] {
  const [, key, value] = /^([^=\s]+)=(.*)$/s.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return [key, value];
  throw new UsageError(`--label ${JSON.stringify(text)}: this is not a label`, 'Write KEY=VALUE.');
}
