import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';
import { isPlain, settingsOf } from '../subproject.js';

export const sourceMatchesFolder: TreeRule = {
  name: 'source-matches-folder',
  kind: 'tree',
  severity: 'off',
  docs: {
    reports:
      'a source whose last path segment is not the name of the folder, unless it is the `source` that the configuration has for that folder',
    why: 'Reviewers and `OWNERS` are found by the folder, so a folder must not promote what another subproject has built.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging/forge\n  src: true\n- name: eu.gcr.io/prod/tools',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging/tools\n  src: true\n- name: eu.gcr.io/prod/tools',
  },
  *check({ tree, policy }): Iterable<Complaint> {
    for (const manifest of tree.manifests) {
      const { name: folder, source } = manifest;
      const expected = settingsOf(folder, policy).source;
      const matches =
        expected === undefined ? source.name.split('/').at(-1) === folder : source.name === expected;
      if (matches || isPlain(manifest)) continue;
      yield {
        message: `the source ${source.name} does not belong to the folder ${folder}, where ${expected ?? `a registry that ends with /${folder}`} is expected`,
        remedy: `Correct the source, move the file to the folder of its source, or set "source" for the subproject in the configuration.`,
        at: source.place,
        touches: [{ subproject: folder, source: source.name }],
      };
    }
  },
};
