import type { ManifestTree, Place, RegistryEntry } from '@cip/manifest';
import { describeFailure, groupBy, hostOf } from '@cip/oci';
import { type AddedEntry, entriesFor, touchedEntry } from '../added-entries.js';
import type { Complaint } from '../finding.js';
import type { Unread } from '../registry-facts.js';
import type { OnlineRule } from '../rule.js';
import { andOthers, countOf, listed } from '../words.js';

export const unreachable: OnlineRule = {
  name: 'unreachable',
  kind: 'online',
  severity: 'warning',
  docs: {
    reports: 'a registry that could not be read, so that nothing is known about what it holds of a change',
    why: 'Nothing that could not be read counts as missing. Run the linter again, or look at the registry yourself before you approve.',
    bad: '# manifests/tools/promoter-manifest.yaml: no one may read this registry\nregistries:\n- name: gcr.io/staging-tols\n  src: true',
    good: 'registries:\n- name: gcr.io/staging-tools\n  src: true',
  },
  *check({ tree, facts }): Iterable<Complaint> {
    const asked = facts.added.flatMap((added) => entriesFor(tree, added));
    for (const failures of alike(facts.unread)) {
      const repositories = new Set(failures.map(({ repository }) => repository));
      const concerned = asked.filter((found) => registryIn(found, repositories));
      const place = concerned[0]?.entry.place ?? anyPlace(tree, failures);
      if (place) yield { ...complaint(repositories, failures, concerned), at: place };
    }
  },
};

/** Failures of the same kind, wherever they happened: without a network, all registries are one finding. */
function alike(unread: readonly Unread[]): Iterable<readonly Unread[]> {
  return groupBy(unread, ({ failure }) => {
    const { code, status, registryCode, reason } = failure;
    return code === 'OTHER' ? reason : [code, status, registryCode].join(' ');
  }).values();
}

function complaint(
  repositories: ReadonlySet<string>,
  failures: readonly Unread[],
  concerned: readonly AddedEntry[],
): Omit<Complaint, 'at'> {
  const [found] = concerned;
  const [first] = failures;
  const registry = found && registryIn(found, repositories);
  return {
    message: `${whatFailed(repositories, failures)} could not be read, so nothing is known about what is there: ${first ? withoutRequest(first) : ''}`,
    remedy: 'Check the name of the registry and that everybody may read it, then run this again.',
    related: registry ? [{ at: registry.place, message: 'the registry is named here' }] : [],
    ...(first && { failure: first.failure }),
    touches: concerned.map((one) => touchedEntry(one)),
  };
}

/** The repository is named, and nobody reads a URL with a digest there. */
function withoutRequest({ failure: { request, ...failure } }: Unread): string {
  return describeFailure(failure);
}

function whatFailed(repositories: ReadonlySet<string>, failures: readonly Unread[]): string {
  const hosts = [...new Set(failures.map(({ repository }) => hostOf(repository)))];
  if (hosts.length === 1) return andOthers([...repositories], 'repository', 'repositories');
  return `${countOf(repositories.size, 'repository', 'repositories')} on ${hosts.length} hosts (${listed(hosts)})`;
}

/** The registry of an image that has one of the repositories. */
function registryIn(
  { manifest, image }: AddedEntry,
  repositories: ReadonlySet<string>,
): RegistryEntry | undefined {
  return [manifest.source, ...manifest.destinations].find(({ name }) =>
    repositories.has(`${name}/${image.name}`),
  );
}

function anyPlace(tree: ManifestTree, [failure]: readonly Unread[]): Place | undefined {
  const registries = tree.manifests.flatMap(({ source, destinations }) => [source, ...destinations]);
  return registries.find(({ name }) => failure?.repository.startsWith(`${name}/`))?.place;
}
