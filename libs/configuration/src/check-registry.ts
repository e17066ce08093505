import { isRegistryName, shortText, whyNotARegistryName, type YamlNode } from '@cip/manifest';
import type { Complain } from './yaml-parts.js';

/** Complains about what is not the name of a registry. `name` is what stands for it, where the text is a pattern. */
export function checkRegistry(text: string, node: YamlNode, complain: Complain, name = text): void {
  if (name === '' || isRegistryName(name)) return;
  const message = `${shortText(text)} is not the name of a registry: ${whyNotARegistryName(name)}`;
  complain(node, message, 'Write the host, with a port and a path below it where needed.');
}
