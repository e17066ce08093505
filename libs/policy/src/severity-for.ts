import { type Glob, globOf } from './glob.js';
import type { Override, Policy, RuleSettings } from './policy.js';
import type { Rule } from './rule.js';
import type { Severity } from './rule-name.js';

/** The overrides of a policy, ready to be held against many paths. */
interface Compiled {
  readonly overrides: readonly { readonly globs: readonly Glob[]; readonly rules: RuleSettings }[];
  readonly byPath: Map<string, RuleSettings>;
}

const known = new WeakMap<readonly Override[], Compiled>();

/** What a rule counts for at a path of the tree: the last override that names both, else the setting, else the default. */
export function severityFor({ name, severity }: Rule, path: string, policy: Policy): Severity | 'off' {
  return settingsAt(path, policy.overrides)[name] ?? policy.rules[name] ?? severity;
}

/** What the overrides say of a path, each of them held against it once, however much there is to say of its file. */
function settingsAt(path: string, overrides: readonly Override[]): RuleSettings {
  let compiled = known.get(overrides);
  if (!compiled) known.set(overrides, (compiled = compile(overrides)));
  let settings = compiled.byPath.get(path);
  if (!settings) {
    const matching = compiled.overrides.filter(({ globs }) => globs.some((glob) => glob.matches(path)));
    settings = Object.assign({}, ...matching.map(({ rules }) => rules)) as RuleSettings;
    compiled.byPath.set(path, settings);
  }
  return settings;
}

function compile(overrides: readonly Override[]): Compiled {
  return {
    overrides: overrides.map(({ paths, rules }) => ({ globs: paths.map(globOf), rules })),
    byPath: new Map(),
  };
}
