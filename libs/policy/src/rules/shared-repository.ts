import type { Complaint } from '../finding.js';
import { meetingsOf } from '../meetings.js';
import type { Claim } from '@cip/plan';
import type { TreeRule } from '../rule.js';
import { andOthers } from '../words.js';

export const sharedRepository: TreeRule = {
  name: 'shared-repository',
  kind: 'tree',
  severity: 'error',
  docs: {
    reports: 'a destination repository that two subprojects fill',
    why: 'Users take it for one image of one subproject, and the reviewers of the one never see what the other puts there. Often a folder was added to get at the name of another. It takes no configuration to be found. `cip` cannot tell whose the repository is: it promotes both, but for tags that conflict.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n\n# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n\n# manifests/forge/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-forge\n  src: true\n- name: eu.gcr.io/prod\n\n# images/forge/images.yaml\n- name: tools/hammer\n  dmap:\n    "sha256:2b…": ["v1.0.1"]',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n\n# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n\n# manifests/forge/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-forge\n  src: true\n- name: eu.gcr.io/prod\n\n# images/forge/images.yaml\n- name: forge/hammer\n  dmap:\n    "sha256:2b…": ["v1.0.1"]',
  },
  *check({ tree }): Iterable<Complaint> {
    const shares = new Map<string, Share>();
    for (const { claims, repositories } of meetingsOf(tree)) {
      const [first, ...others] = claims;
      for (const other of others)
        if (other.manifest !== first.manifest) add(shares, first, other, repositories);
    }
    for (const share of shares.values()) yield shared(share);
  },
};

/** Two images of two manifests, with all repositories that both of them fill. */
interface Share {
  readonly first: Claim;
  readonly other: Claim;
  readonly repositories: string[];
}

function add(shares: Map<string, Share>, first: Claim, other: Claim, repositories: readonly string[]): void {
  const key = [first, other].flatMap(({ manifest, image }) => [manifest.name, image.name]).join('\n');
  const known = shares.get(key);
  if (known) known.repositories.push(...repositories);
  else shares.set(key, { first, other, repositories: [...repositories] });
}

function shared({ first, other, repositories }: Share): Complaint {
  const where = andOthers(repositories, 'repository', 'repositories');
  return {
    message: `${other.manifest.name} fills ${where} here, and ${first.manifest.name} fills the same elsewhere`,
    remedy: 'Promote to a repository of its own, or let one subproject have the image.',
    at: other.image.place,
    related: [{ at: first.image.place, message: `here it is filled by ${first.manifest.name}` }],
    touches: [first, other].map(({ manifest, image }) => ({
      subproject: manifest.name,
      source: manifest.source.name,
      image: image.name,
    })),
  };
}
