import { entriesFor, touchedEntry } from '../added-entries.js';
import type { Complaint } from '../finding.js';
import type { RegistryFacts } from '../registry-facts.js';
import type { OnlineRule } from '../rule.js';
import { shortDigest } from '../words.js';

export const digestMissing: OnlineRule = {
  name: 'digest-missing',
  kind: 'online',
  severity: 'error',
  docs: {
    reports: 'a digest that is neither in the source nor in production',
    why: 'There is nothing to promote: the image was not pushed yet, was deleted from staging, or the digest was copied wrongly. A source that cannot be read is not reported here, but by `unreachable`.',
    bad: '# gcr.io/staging-tools/hammer has no sha256:1a…\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# gcr.io/staging-tools/hammer has sha256:2b…\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.0"]',
  },
  *check({ tree, facts }): Iterable<Complaint> {
    for (const added of facts.added) {
      if (added.facts) continue;
      for (const found of entriesFor(tree, added)) {
        yield {
          message: `${shortDigest(added.digest)} is neither in the source ${added.source} nor in ${whereElse(facts)}`,
          remedy: `Push the image to ${added.source}, or correct the digest.`,
          at: found.entry.place,
          touches: [touchedEntry(found)],
        };
      }
    }
  },
};

function whereElse({ unread }: RegistryFacts): string {
  return unread.length === 0 ? 'production' : 'what could be read of production';
}
