import type { PolicyOutcome } from '@cip/provenance';
import { entriesFor, touchedEntry } from '../added-entries.js';
import type { Complaint } from '../finding.js';
import type { OnlineContext, OnlineRule } from '../rule.js';
import { shortDigest } from '../words.js';

export const provenanceViolated: OnlineRule = {
  name: 'provenance-violated',
  kind: 'online',
  severity: 'error',
  docs: {
    reports: 'an image that does not satisfy a provenance policy with `mode: require`',
    why: 'A promotion would hold it back. The policies of every manifest whose source contains the image apply, as the change has them. What is in all destinations already is not held against a policy again.',
    bad: '# no trusted signer attests how sha256:1a… was built\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# sha256:2b… has provenance of a trusted builder\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.0"]',
  },
  check: (context) => violations(context, 'require'),
};

export const provenanceWarning: OnlineRule = {
  name: 'provenance-warning',
  kind: 'online',
  severity: 'warning',
  docs: {
    reports: 'an image that does not satisfy a provenance policy with `mode: warn`',
    why: 'It is promoted nevertheless. Once the policy requires what it now only warns of, it would be held back.',
    bad: '# no trusted signer attests how sha256:1a… was built\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# sha256:2b… has provenance of a trusted builder\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.0"]',
  },
  check: (context) => violations(context, 'warn'),
};

function* violations(
  { tree, facts }: OnlineContext,
  mode: PolicyOutcome['mode'],
): Generator<Complaint, void> {
  for (const added of facts.added) {
    for (const outcome of added.provenance?.outcomes ?? []) {
      if (outcome.satisfied || outcome.mode !== mode) continue;
      const { manifest, where } = outcome;
      for (const found of entriesFor(tree, added)) {
        yield {
          message: `${shortDigest(added.digest)} does not satisfy the provenance policy of ${manifest} (${where.file}:${where.line}): ${outcome.violations.join('; ')}`,
          remedy:
            'Promote a build whose provenance satisfies the policy; "cip verify" shows all that the image carries.',
          at: found.entry.place,
          related: [{ at: { ...where, column: 1 }, message: 'the policy is here' }],
          touches: [touchedEntry(found)],
        };
      }
    }
  }
}
