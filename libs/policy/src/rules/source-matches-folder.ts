import type { Complaint } from '../finding.js';
import type { Policy } from '../policy.js';
import type { TreeRule } from '../rule.js';
import { isStaging, sourcesFor } from '../staging-registries.js';
import { isPlain, settingsOf } from '../subproject.js';
import { listed } from '../words.js';

export const sourceMatchesFolder: TreeRule = {
  name: 'source-matches-folder',
  kind: 'tree',
  severity: 'off',
  docs: {
    reports:
      'a source that is not the registry of the folder: with `stagingRegistries`, the name of the folder or of its subproject below one of them; without, any registry whose last path segment is that name; or the `source` that the configuration has for the folder',
    why: 'Reviewers and `OWNERS` are found by the folder, so a folder must not promote what another subproject has built. Without `stagingRegistries` the source may be on any host. A plain manifest has no folder; its source must lie below one of the `stagingRegistries`.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging/forge\n  src: true\n- name: eu.gcr.io/prod/tools',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging/tools\n  src: true\n- name: eu.gcr.io/prod/tools',
  },
  *check({ tree, policy }): Iterable<Complaint> {
    const reserved = reservedSources(policy);
    const folders = new Set(tree.manifests.map(({ name }) => name));
    for (const manifest of tree.manifests) {
      const { name: subproject, source } = manifest;
      const reason = isPlain(manifest)
        ? whyNotStaging(source.name, policy)
        : whyNotOf(subproject, source.name, policy, { reserved, folders });
      if (reason === undefined) continue;
      yield {
        message: `the source ${source.name} ${reason}`,
        remedy: isPlain(manifest)
          ? 'Correct the source, or add its registry to "stagingRegistries" in the configuration.'
          : 'Correct the source, move the file to the folder of its source, or set "source" for the subproject in the configuration.',
        at: source.place,
        touches: [{ subproject, source: source.name }],
      };
    }
  },
};

interface Known {
  /** Sources that the configuration gives to folders. */
  readonly reserved: ReadonlyMap<string, string>;
  readonly folders: ReadonlySet<string>;
}

/** What the configuration gives to folders as their sources. */
function reservedSources({ subprojects }: Policy): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(subprojects).flatMap(([folder, { source }]) =>
      source === undefined ? [] : [[source, folder]],
    ),
  );
}

function whyNotOf(
  folder: string,
  source: string,
  policy: Policy,
  { reserved, folders }: Known,
): string | undefined {
  const own = settingsOf(folder, policy).source;
  if (own === source) return undefined;
  const holder = reserved.get(source);
  if (holder !== undefined && holder !== folder) return `belongs to the folder ${holder}`;
  const expected = own === undefined ? sourcesFor(folder, policy, folders) : [own];
  if (expected.includes(source)) return undefined;
  const isAnywhere = own === undefined && policy.stagingRegistries.length === 0;
  if (isAnywhere && source.split('/').at(-1) === folder) return undefined;
  const what = isAnywhere ? `a registry that ends with /${folder}` : listed(expected);
  if (what === '') return `is none of the "stagingRegistries", which have none for the folder ${folder}`;
  return `does not belong to the folder ${folder}, where ${what} is expected`;
}

function whyNotStaging(source: string, policy: Policy): string | undefined {
  if (policy.stagingRegistries.length === 0 || isStaging(source, policy)) return undefined;
  return 'lies below none of the "stagingRegistries" of the configuration';
}
