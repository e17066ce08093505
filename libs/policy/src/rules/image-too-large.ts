import { entriesFor, touchedEntry } from '../added-entries.js';
import type { Complaint } from '../finding.js';
import type { OnlineRule } from '../rule.js';
import { shortDigest } from '../words.js';

const mebibyte = 1024 * 1024;

export const imageTooLarge: OnlineRule = {
  name: 'image-too-large',
  kind: 'online',
  severity: 'warning',
  docs: {
    reports: 'an image of more bytes than `maxImageSize`; of an index, its largest platform counts',
    why: 'Every node that runs the image has to pull it, and every production registry stores it for good. Without `maxImageSize` or `--max-image-size` nothing is reported.',
    bad: '# maxImageSize: 500MiB, and sha256:1a… has 2 GiB\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# maxImageSize: 500MiB, and sha256:2b… has 20 MiB\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.1"]',
  },
  *check({ tree, facts, policy: { maxImageSize = Infinity } }): Iterable<Complaint> {
    for (const added of facts.added) {
      if (!added.facts || 'failure' in added.facts || added.facts.size <= maxImageSize) continue;
      for (const found of entriesFor(tree, added)) {
        yield {
          message: `${shortDigest(added.digest)} has ${sizeText(added.facts.size)}, more than the ${sizeText(maxImageSize)} that are allowed`,
          remedy: 'Make the image smaller, or have "maxImageSize" raised.',
          at: found.entry.place,
          touches: [touchedEntry(found)],
        };
      }
    }
  },
};

function sizeText(bytes: number): string {
  return bytes < mebibyte ? `${bytes} bytes` : `${(bytes / mebibyte).toFixed(1)} MiB`;
}
