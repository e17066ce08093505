import type { Position } from '@cip/manifest';
import { matchesAny } from './glob.js';
import { nearest } from './nearest.js';
import type { Policy } from './policy.js';
import type { RuleName } from './rule-name.js';
import { changeRules } from './rules/change-rules.js';

/** A tree that was held against a policy. */
export interface PolicyUse {
  readonly policy: Policy;
  /** Of the tree, relative to its root, with `/`. */
  readonly files: readonly string[];
  /** The same of the older tree. Absent: there is none, and exceptions from rules about changes are not judged. */
  readonly before?: readonly string[];
}

/** Something in a policy that does nothing. */
export interface IdlePart {
  /** A sentence without a full stop. */
  readonly message: string;
  readonly where?: Position;
}

interface Part extends IdlePart {
  readonly isIdle: boolean;
}

/**
 * What does nothing in any of the uses: patterns that match no file, folders that there are not, settings of rules that are
 * off. Exceptions that ended before `today`, `YYYY-MM-DD` in UTC, are another matter.
 */
export function idleParts(uses: readonly PolicyUse[], today: string): readonly IdlePart[] {
  const idle = new Map<string, IdlePart>();
  const busy = new Set<string>();
  for (const { isIdle, ...part } of uses.flatMap((use) => [...partsOf(use, today)])) {
    const key = JSON.stringify(part.where ? [part.where, part.message.split(';')[0]] : part.message);
    if (!isIdle) busy.add(key);
    else if (!idle.has(key)) idle.set(key, part);
  }
  return [...idle].filter(([key]) => !busy.has(key)).map(([, part]) => part);
}

function* partsOf(use: PolicyUse, today: string): Iterable<Part> {
  const { policy, files, before } = use;
  const known = [...files, ...(before ?? [])];
  for (const { paths, where } of policy.overrides) yield* patternsOf(paths, where, known);
  for (const { rule, expires, paths, where } of policy.exceptions) {
    const isJudged = expires >= today && (before !== undefined || !aboutChanges.has(rule));
    if (isJudged) yield* patternsOf(paths, where, known);
  }
  yield* foldersOf(policy, known);
  yield* settingsOf(policy);
}

const aboutChanges: ReadonlySet<RuleName> = new Set(changeRules.map(({ name }) => name));

function* patternsOf(
  patterns: readonly string[],
  where: Position | undefined,
  known: readonly string[],
): Iterable<Part> {
  for (const pattern of patterns) {
    const isIdle = !known.some((file) => matchesAny([pattern], file));
    yield part(
      isIdle,
      `${pattern} matches no file${isIdle ? question(folderIn(pattern), known) : ''}`,
      where,
    );
  }
}

function* foldersOf({ subprojects }: Policy, known: readonly string[]): Iterable<Part> {
  const folders = new Set(known.map(folderIn));
  for (const [name, { where }] of Object.entries(subprojects)) {
    const isIdle = !folders.has(name);
    const message = `"subprojects" names ${name}, and there is no such folder`;
    yield part(isIdle, isIdle ? message + question(name, known) : message, where);
  }
}

/** Settings whose rule is off until somebody switches it on, or has nothing to go by. */
function* settingsOf(policy: Policy): Iterable<Part> {
  const settings = Object.values(policy.subprojects);
  for (const [key, rule] of [
    ['prefixes', 'subproject-prefix'],
    ['source', 'source-matches-folder'],
  ] as const) {
    const first = settings.find((one) => one[key] !== undefined);
    const message = `"${key}" of subprojects does nothing as long as the rule ${rule} is off`;
    if (first) yield part(!isSwitchedOn(rule, policy), message, first.where);
  }
  if (!isSwitchedOn('image-too-large', policy)) return;
  const message = 'the rule image-too-large does nothing as long as no "maxImageSize" is given';
  yield part(policy.maxImageSize === undefined, message);
}

function isSwitchedOn(rule: RuleName, { rules, overrides }: Policy): boolean {
  return [{ rules }, ...overrides].some((part) => (part.rules[rule] ?? 'off') !== 'off');
}

/** Paths look too much alike; it is the folder of the subproject that people get wrong. */
function question(folder: string, known: readonly string[]): string {
  const meant = nearest(folder, known.map(folderIn));
  return meant === undefined || meant === folder ? '' : `; did you mean the folder ${meant}`;
}

function folderIn(file: string): string {
  return file.split('/').slice(1, -1).join('/');
}

function part(isIdle: boolean, message: string, where?: Position): Part {
  return { isIdle, message, ...(where && { where }) };
}
