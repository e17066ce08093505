import type { Problem, PromotionManifest } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';

export const noDestination: TreeRule = {
  name: 'no-destination',
  kind: 'tree',
  severity: 'error',
  docs: {
    reports: 'a manifest that names a source and no registry to promote to',
    why: 'Its images are reviewed and never promoted. A destination whose entry is wrong is reported by the rule that says what is wrong with it.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools',
  },
  *check({ tree }): Iterable<Complaint> {
    for (const manifest of tree.manifests) {
      const { name: subproject, source, destinations } = manifest;
      if (destinations.length > 0 || hasWrongRegistry(tree.problems, manifest)) continue;
      yield {
        message: `the manifest has no destination, so no image of ${source.name} is promoted`,
        remedy: 'List the production registries beside the source.',
        at: source.place,
        touches: [{ subproject, source: source.name }],
      };
    }
  },
};

const known = new WeakMap<readonly Problem[], ReadonlySet<string>>();

/** True when an entry under `registries` was left out because of a mistake in it. */
export function hasWrongRegistry(problems: readonly Problem[], { name, source }: PromotionManifest): boolean {
  let wrong = known.get(problems);
  if (!wrong) known.set(problems, (wrong = withWrongRegistry(problems)));
  return wrong.has(keyOf(name, source.place.file.path));
}

/** The subprojects that have such an entry, found once for all of them: a tree may have very many. */
function withWrongRegistry(problems: readonly Problem[]): ReadonlySet<string> {
  const found = problems.filter(
    ({ severity, touches }) => severity === 'error' && touches.image === undefined,
  );
  return new Set(
    found.flatMap(({ touches: { subproject }, where }) =>
      subproject === undefined ? [] : [keyOf(subproject, where.file)],
    ),
  );
}

function keyOf(subproject: string, file: string): string {
  return `${subproject}\n${file}`;
}
