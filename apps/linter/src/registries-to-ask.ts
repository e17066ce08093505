import type { ManifestTree } from '@cip/manifest';
import type { Policy } from '@cip/policy';
import type { AskOnlyOptions } from '@cip/registry';
import type { LintRequest } from './request.js';

/** What names registries: a configuration, and a tree. */
export interface Naming {
  readonly policy: Policy;
  readonly tree: ManifestTree;
}

/** Whom `--online` asks, and to whom credentials may be sent: only what others than the author of a change have named. */
export interface ToAsk extends AskOnlyOptions {
  /** Registries, each as it is named in manifests. */
  readonly trusted: readonly string[];
}

/**
 * Whom `--online` asks: besides hosts that are allowed by flag, those that others than the author of a change have
 * named. `base` is what the change is compared with; without one, there is none to tell who has named what.
 */
export function registriesToAsk(
  now: Naming,
  base: Naming | undefined,
  { onlineHosts, mayBeStrangers }: Pick<LintRequest, 'onlineHosts' | 'mayBeStrangers'>,
): ToAsk {
  const trusted = base ? namesIn(base) : mayBeStrangers ? [] : namesIn(now);
  return { trusted, registries: [...onlineHosts, ...trusted], whyNot: base ? onlyNamedNow : namedByWhomever };
}

function namesIn({ policy, tree }: Naming): string[] {
  return [
    ...policy.productionRegistries,
    ...policy.stagingRegistries,
    ...Object.values(policy.subprojects).flatMap(({ source }) => source ?? []),
    ...tree.manifests.flatMap(({ source, destinations }) =>
      [source, ...destinations].map(({ name }) => name),
    ),
  ];
}

function onlyNamedNow(host: string): string {
  return `only this change names ${host}; add it to the configuration first, or allow it with --online-host ${host}`;
}

function namedByWhomever(host: string): string {
  return `without a base, nothing tells who named ${host}; give --base REV, or allow it with --online-host ${host}`;
}
