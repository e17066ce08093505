import { yamlBooleans } from './manifest-schemas.js';
import { textUnder, type YamlNode } from './yaml-node.js';

const trueTexts: ReadonlySet<string> = new Set(yamlBooleans.true);

/** Whether an entry under `registries` is marked as the source. */
export function isSource(block: YamlNode): boolean {
  return trueTexts.has(textUnder(block, 'src') ?? 'false');
}
