import type { Touched } from '@cip/manifest';
import type { Finding } from './finding.js';
import { type Glob, globOf } from './glob.js';
import type { Exception } from './policy.js';
import type { RuleName } from './rule-name.js';

/** What reviewers have agreed to: a finding that does not count, and why. */
export interface Excepted {
  readonly finding: Finding;
  readonly exception: Exception;
}

/** The first exception by which reviewers have agreed to a finding, and which has not expired. */
export function exceptionFor(
  rule: RuleName,
  path: string,
  touches: readonly Touched[],
  exceptions: readonly Exception[],
  today: string,
): Exception | undefined {
  return exceptionsAt(rule, path, exceptions).find(
    (exception) => exception.expires >= today && coversAll(exception, touches),
  );
}

/** The exceptions from one rule, and those of them that are for the path that was asked for last. */
interface ForRule {
  readonly all: readonly { readonly exception: Exception; readonly globs: readonly Glob[] }[];
  path?: string;
  here: readonly Exception[];
}

const known = new WeakMap<readonly Exception[], Map<RuleName, ForRule>>();

/** Findings come one file after the other, so that each path is held against each exception about once for each rule. */
function exceptionsAt(rule: RuleName, path: string, exceptions: readonly Exception[]): readonly Exception[] {
  let byRule = known.get(exceptions);
  if (!byRule) known.set(exceptions, (byRule = new Map<RuleName, ForRule>()));
  let forRule = byRule.get(rule);
  if (!forRule) byRule.set(rule, (forRule = exceptionsFrom(rule, exceptions)));
  if (forRule.path !== path) {
    forRule.path = path;
    forRule.here = forRule.all
      .filter(({ globs }) => globs.some((glob) => glob.matches(path)))
      .map(({ exception }) => exception);
  }
  return forRule.here;
}

function exceptionsFrom(rule: RuleName, exceptions: readonly Exception[]): ForRule {
  const own = exceptions.filter((exception) => exception.rule === rule);
  return {
    all: own.map((exception) => ({ exception, globs: exception.paths.map(globOf) })),
    here: [],
  };
}

/** An exception for an image or for tags says nothing about a finding that touches no part of the tree. */
function coversAll(exception: Exception, touches: readonly Touched[]): boolean {
  const isForAll = exception.image === undefined && exception.tags === undefined;
  return isForAll || (touches.length > 0 && touches.every((touched) => covers(exception, touched)));
}

/** An exception that names a digest covers all of its tags. */
function covers(
  { image, tags }: Exception,
  { image: touchedImage, digest, tags: touchedTags }: Touched,
): boolean {
  if (image !== undefined && touchedImage !== image) return false;
  if (tags === undefined || (digest !== undefined && tags.includes(digest))) return true;
  return (
    touchedTags !== undefined && touchedTags.length > 0 && touchedTags.every((tag) => tags.includes(tag))
  );
}
