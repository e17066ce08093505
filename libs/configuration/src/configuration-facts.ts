import { compareTexts } from '@cip/oci';
import type { AttachedSettings } from './attached-configuration.js';
import type { ProjectConfiguration } from './project-configuration.js';

/** What a configuration says, as a text: equal for two that differ in form, place or name of the file only. */
export function configurationFacts(configuration: ProjectConfiguration): string {
  const { policy, registries, quotaGroups, attached, trust, signing } = configuration;
  return JSON.stringify([
    sorted({
      ...policy,
      rules: sorted(policy.rules),
      overrides: policy.overrides.map(({ paths, rules }) => [paths, sorted(rules)]),
      subprojects: sorted(policy.subprojects, ({ prefixes, source }) => [prefixes, source]),
      exceptions: policy.exceptions.map(({ where: _, ...exception }) => sorted(exception)),
    }),
    sorted(Object.fromEntries(registries), sorted),
    sorted(Object.fromEntries(quotaGroups)),
    attached && [...settingsIn(attached), sorted(Object.fromEntries(attached.subprojects), settingsIn)],
    trust && [trust.root, trust.keys, trust.identities?.map(({ text }) => text)],
    // Its parts are put together in one order, however they are written.
    signing,
  ]);
}

function settingsIn({ keep, canonical, unverified }: AttachedSettings): unknown[] {
  return [keep, canonical, unverified];
}

/** The entries by their keys. */
function sorted<T>(mapping: Readonly<Record<string, T>> | object, valueOf?: (value: T) => unknown): unknown {
  return Object.entries(mapping as Record<string, T>)
    .map(([key, value]) => [key, valueOf ? valueOf(value) : value] as const)
    .sort(([a], [b]) => compareTexts(a, b));
}
