import { entriesFor, touchedEntry } from '../added-entries.js';
import type { Complaint } from '../finding.js';
import type { OnlineRule } from '../rule.js';
import { shortDigest } from '../words.js';

export const attestationInvalid: OnlineRule = {
  name: 'attestation-invalid',
  kind: 'online',
  severity: 'error',
  docs: {
    reports:
      'an image without a provenance policy that has an attestation under the tag `sha256-<hex>.att` which does not verify',
    why: 'Nobody demands an attestation of such an image, but one that is unsigned, was tampered with or is about another image is a reason to look at it before it is promoted. Who signed it does not matter.',
    bad: '# sha256-1a….att holds an attestation about another image\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# the attestation in sha256-2b….att verifies, or there is none\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.0"]',
  },
  *check({ tree, facts }): Iterable<Complaint> {
    for (const added of facts.added) {
      const { invalid = [] } = added.provenance ?? {};
      if (invalid.length === 0) continue;
      for (const found of entriesFor(tree, added)) {
        yield {
          message: `${shortDigest(added.digest)} has attestations that do not verify: ${invalid.join('; ')}`,
          remedy: 'Find out who attached them; sign them again, or remove them from the source.',
          at: found.entry.place,
          touches: [touchedEntry(found)],
        };
      }
    }
  },
};
