import { isRegistryName, shortText, whyNotARegistryName, type YamlNode } from '@cip/manifest';
import { parseRate } from './parse-rate.js';
import { type Complain, entriesUnder, textsIn, valueAt } from './yaml-parts.js';

/** Hosts that are none, and limits of groups that let nothing through. */
export function checkRates(root: YamlNode, complain: Complain): void {
  for (const { key, offset } of entriesUnder(root, 'registries')) checkHost(key, offset, complain);
  const groups = entriesUnder(root, 'quotaGroups');
  for (const [text, node] of textsIn(groups.map(({ value }) => valueAt(value, 'rps')))) {
    if (parseRate(text) === 0)
      complain(node, `the rate ${shortText(text)} lets no request through`, 'Write a rate above 0.');
  }
}

function checkHost(key: string, offset: number, complain: Complain): void {
  if (isRegistryName(key) && !key.includes('/')) return;
  const reason = isRegistryName(key) ? 'it has a path' : whyNotARegistryName(key);
  const message = `${shortText(key)} is not the host of a registry: ${reason}`;
  complain({ offset }, message, 'Write HOST or HOST:PORT, without scheme and path.');
}
