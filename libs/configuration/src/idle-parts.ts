import type { Position } from '@cip/manifest';
import { globOf, nearest, type Policy, type RuleName, rules as allRules } from '@cip/policy';

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
  /** What it is, in whichever use: a pattern, the folder of a subproject, or a setting. */
  readonly what: readonly [kind: 'pattern' | 'folder' | 'setting', name: string];
  /** A folder that may be misspelt, and those that there are. */
  readonly folder?: string;
  readonly folders?: Iterable<string>;
}

/** Nobody reads hundreds of questions, and each takes a look at all folders. */
const mostQuestions = 20;

/**
 * What does nothing in any of the uses: patterns that match no file, folders that there are not, settings of rules that are
 * off. Exceptions that ended before `today`, `YYYY-MM-DD` in UTC, are another matter.
 */
export function idleParts(uses: readonly PolicyUse[], today: string): readonly IdlePart[] {
  const idle = new Map<string, Part>();
  const busy = new Set<string>();
  for (const part of uses.flatMap((use) => [...partsOf(use, today)])) {
    const key = JSON.stringify([part.where, part.what]);
    if (!part.isIdle) busy.add(key);
    else if (!idle.has(key)) idle.set(key, part);
  }
  return [...idle]
    .filter(([key]) => !busy.has(key))
    .map(([, { message, where, ...part }], i) => ({
      message: i < mostQuestions ? message + question(part) : message,
      ...at(where),
    }));
}

function* partsOf(use: PolicyUse, today: string): Iterable<Part> {
  const { policy, before } = use;
  const files = new Set([...use.files, ...(before ?? [])]);
  const folders = new Set([...files].map(folderIn));
  for (const { paths, where } of policy.overrides) yield* patternsOf(paths, where, files, folders);
  for (const { rule, expires, paths, where } of policy.exceptions) {
    const isJudged = expires >= today && (before !== undefined || !aboutChanges.has(rule));
    if (isJudged) yield* patternsOf(paths, where, files, folders);
  }
  yield* foldersOf(policy, folders);
  yield* settingsOf(policy);
}

const aboutChanges: ReadonlySet<RuleName> = new Set(
  allRules.filter(({ kind }) => kind === 'change').map(({ name }) => name),
);

function* patternsOf(
  patterns: readonly string[],
  where: Position | undefined,
  files: ReadonlySet<string>,
  folders: ReadonlySet<string>,
): Iterable<Part> {
  for (const pattern of patterns) {
    const isIdle = !files.has(pattern) && !matchesSome(pattern, files);
    const message = `${pattern} matches no file`;
    yield { isIdle, what: ['pattern', pattern], message, ...at(where), folder: folderIn(pattern), folders };
  }
}

function matchesSome(pattern: string, files: Iterable<string>): boolean {
  const glob = globOf(pattern);
  if (glob.wildcards === 0) return false;
  for (const file of files) if (glob.matches(file)) return true;
  return false;
}

function* foldersOf({ subprojects }: Policy, folders: ReadonlySet<string>): Iterable<Part> {
  for (const [name, { where }] of Object.entries(subprojects)) {
    const message = `"subprojects" names ${name}, and there is no such folder`;
    const isIdle = !folders.has(name);
    yield { isIdle, what: ['folder', name], message, ...at(where), folder: name, folders };
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
    const isIdle = !isSwitchedOn(rule, policy);
    if (first) yield { isIdle, what: ['setting', key], message, ...at(first.where) };
  }
  if (policy.stagingRegistries.length > 0) {
    const message = '"stagingRegistries" does nothing as long as the rule source-matches-folder is off';
    const isIdle = !isSwitchedOn('source-matches-folder', policy);
    yield { isIdle, what: ['setting', 'stagingRegistries'], message };
  }
  if (!isSwitchedOn('image-too-large', policy)) return;
  const message = 'the rule image-too-large does nothing as long as no "maxImageSize" is given';
  yield { isIdle: policy.maxImageSize === undefined, what: ['setting', 'maxImageSize'], message };
}

function isSwitchedOn(rule: RuleName, { rules, overrides }: Policy): boolean {
  return [{ rules }, ...overrides].some((part) => (part.rules[rule] ?? 'off') !== 'off');
}

/** Paths look too much alike; it is the folder of the subproject that people get wrong. */
function question({ folder, folders = [] }: Pick<Part, 'folder' | 'folders'>): string {
  const meant = folder === undefined ? undefined : nearest(folder, folders);
  return meant === undefined || meant === folder ? '' : `; did you mean the folder ${meant}`;
}

function folderIn(file: string): string {
  return file.split('/').slice(1, -1).join('/');
}

function at(where: Position | undefined): Pick<IdlePart, 'where'> {
  return where ? { where } : {};
}
