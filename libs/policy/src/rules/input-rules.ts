import type { Problem } from '@cip/manifest';
import { isUntaggable } from '@cip/plan';
import { type AddedEntry, touchedEntry } from '../added-entries.js';
import type { Complaint } from '../finding.js';
import { claimsOf } from '../meetings.js';
import type { TreeRule } from '../rule.js';

/** What the parser found under a rule's name, as complaints. */
export function* problemsOf(problems: readonly Problem[], name: string): Iterable<Complaint> {
  for (const { rule, message, remedy, where, touches } of problems) {
    if (rule === name) yield { message, remedy, at: where, touches: [touches] };
  }
}

/** Digests and tags look alike; it is the image that people know. */
function* withImage(complaints: Iterable<Complaint>): Iterable<Complaint> {
  for (const complaint of complaints) {
    const image = complaint.touches?.[0]?.image;
    yield image === undefined
      ? complaint
      : { ...complaint, message: `${complaint.message} (image ${image})` };
  }
}

/** A rule that the parser checks while it reads. */
export function inputRule(facts: Omit<TreeRule, 'kind' | 'check' | 'severity'>): TreeRule {
  return {
    ...facts,
    kind: 'input',
    severity: 'error',
    check: ({ tree }) => problemsOf(tree.problems, facts.name),
  };
}

/** The same for what is read in spite of it. */
function inputWarning(facts: Omit<TreeRule, 'kind' | 'check' | 'severity'>): TreeRule {
  return { ...inputRule(facts), severity: 'warning' };
}

function namingTheImage(facts: Omit<TreeRule, 'kind' | 'check' | 'severity'>): TreeRule {
  return { ...inputRule(facts), check: ({ tree }) => withImage(problemsOf(tree.problems, facts.name)) };
}

const tagRule = namingTheImage({
  name: 'tag-format',
  docs: {
    reports:
      'a tag that no registry takes: longer than 128 characters, empty, or with other characters than letters, digits, `_`, `.` and `-`',
    why: 'The promotion would fail at the registry. Tags follow the OCI distribution specification. A tag of a `sha512` digest is reported, too: registries file tags under `sha256`.',
    bad: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0+build"]',
    good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0_build"]',
  },
});

// What is well written and still cannot be promoted is no problem of the parser.
const tagFormat: TreeRule = {
  ...tagRule,
  *check(context): Iterable<Complaint> {
    yield* tagRule.check(context);
    for (const { manifest, image } of claimsOf(context.tree.manifests)) {
      for (const entry of image.digests) {
        if (isUntaggable(entry)) yield untaggable({ manifest, image, entry });
      }
    }
  },
};

function untaggable(added: AddedEntry): Complaint {
  return {
    message: `only a sha256 digest can have tags, as registries file tags under sha256 (image ${added.image.name})`,
    remedy: 'Name the image by its sha256 digest, or promote it without a tag.',
    at: added.entry.place,
    touches: [touchedEntry(added)],
  };
}

const treeIntegrity = inputRule({
  name: 'tree-integrity',
  docs: {
    reports:
      'what makes Git and the disk disagree about the tree, or hides who is responsible for it: a Git repository or submodule inside of it, a Git attribute that changes content on checkout (`filter`, `ident`, `working-tree-encoding`, `eol=crlf`), a link into the folder of another subproject, a name that is not UTF-8; and with a base, a file whose bytes on disk are not those that Git has',
    why: 'Reviewers, the linter, the promoter and the auditor must see the same bytes. What is compared with a base must be staged (`git add`), so that exactly what Git will store is compared.',
    bad: '# .gitattributes\n*.yaml working-tree-encoding=UTF-16',
    good: '# .gitattributes\n*.yaml text',
  },
});

/** Rules about single files. */
export const inputRules: readonly TreeRule[] = [
  inputRule({
    name: 'yaml-syntax',
    docs: {
      reports:
        'a file that is not YAML, not UTF-8 text, too large or too deeply nested, or that cannot be read',
      why: 'Nothing of such a file can be trusted, so nothing of its subproject is promoted. Mend the file at the place that is named, or just before it.',
      bad: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"',
      good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    },
  }),
  inputRule({
    name: 'duplicate-key',
    docs: {
      reports: 'a key that stands twice in one mapping, such as a digest twice under one `dmap`',
      why: 'YAML readers keep one of the two and drop the other without a word, so tags get lost. Keep one entry with all of the tags.',
      bad: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n    "sha256:1a…": ["v1.0.1"]',
      good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0", "v1.0.1"]',
    },
  }),
  inputRule({
    name: 'unknown-key',
    docs: {
      reports: 'a key that means nothing in a promoter manifest',
      why: 'It is a misspelling most of the time, and what it was to say would be ignored. Correct it or take it out.',
      bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  source: true\n- name: eu.gcr.io/prod/tools',
      good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools',
    },
  }),
  inputRule({
    name: 'manifest-schema',
    docs: {
      reports: 'a list, a mapping or a text where another of them belongs, and a key that is missing',
      why: 'What is meant cannot be known, so the part that is wrong is not promoted. The JSON Schemas in `libs/manifest/schema` let editors complain while you write.',
      bad: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": v1.0.0',
      good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    },
  }),
  namingTheImage({
    name: 'digest-format',
    docs: {
      reports:
        'a digest that is not `sha256:` with 64, or `sha512:` with 128, lower-case hexadecimal characters',
      why: 'No registry can have such a digest; most often a character was lost when it was pasted. Copy the whole digest again.',
      bad: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a2b3c": ["v1.0.0"]',
      good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a2b3c…": ["v1.0.0"]',
    },
  }),
  tagFormat,
  inputRule({
    name: 'image-name',
    docs: {
      reports: 'a `name` of an image that is not a path below a registry',
      why: 'The name is put behind the names of the registries, so it has no host, no tag and no capital letters.',
      bad: '# images/tools/images.yaml\n- name: Hammer:v1\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
      good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    },
  }),
  inputWarning({
    name: 'empty-image',
    docs: {
      reports: 'an image without any digest',
      why: 'Nothing of it is promoted. Either its digests were forgotten, or the block has no use any more.',
      bad: '# images/tools/images.yaml\n- name: hammer\n  dmap: {}',
      good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    },
  }),
  inputRule({
    name: 'registry-name',
    docs: {
      reports: 'a `name` of a registry that is not a host with an optional port and path',
      why: 'Nothing can be promoted to it or from it. Write no scheme, and the host in lower case.',
      bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: https://eu.gcr.io/prod/tools',
      good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools',
    },
  }),
  inputWarning({
    name: 'registry-spelling',
    docs: {
      reports: 'a `name` of a registry with a slash at its end',
      why: 'It is read as if the slash were not there. With one spelling for each registry, a search finds all manifests that name it.',
      bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools/',
      good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools',
    },
  }),
  inputRule({
    name: 'provenance-policy',
    docs: {
      reports:
        'a mistake under `provenance`: an unknown mode, a signer that names no issuer or identity or has an expression that RE2 does not take, a builder without a level of 1 to 3 or with signers that the policy does not list, a source with a ref, a `caller` without refs, a pattern that is not sound, a `level` that no signer can prove or that demands nothing more, and settings without a mode',
      why: 'What is promoted under a policy that nobody can read might violate it, so nothing of the subproject is promoted, nor of one whose source lies below: the policy of a source applies there, too. An expression of a signer has to match the whole identity.',
      bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\nprovenance:\n  mode: require\n  signers: [builder@project.iam.gserviceaccount.com]\n  builders:\n  - id: https://builder.example/tools\n    level: 2\n  sources: [github.com/org/tools]',
      good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\nprovenance:\n  mode: require\n  signers: ["sigstore::https://accounts.google.com::builder@project.iam.gserviceaccount.com"]\n  builders:\n  - id: https://builder.example/tools\n    level: 2\n  sources: [github.com/org/tools]',
    },
  }),
  treeIntegrity,
];
