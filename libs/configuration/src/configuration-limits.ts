import { itemsOf, shortText, type YamlNode } from '@cip/manifest';
import { globOf } from '@cip/policy';
import { type Complain, entriesUnder, itemsUnder, textsIn, valueAt } from './yaml-parts.js';

/** How many items lists may have; those of paths, prefixes and tags each for itself. */
const mostItems: Readonly<Record<string, number>> = {
  overrides: 1000,
  productionRegistries: 200,
  stagingRegistries: 200,
  movingTags: 50,
  allowedFiles: 200,
  exceptions: 1000,
  paths: 1000,
  prefixes: 200,
  tags: 1000,
  keys: 50,
  identities: 50,
  levels: 20,
};

/** How many entries mappings may have whose keys the project chooses. */
const mostEntries: Readonly<Record<string, number>> = { registries: 200, quotaGroups: 200 };

/** Of a pattern of paths. */
const longestPattern = 250;
/** Of all patterns of paths together: each is held against every file that something is said about. */
const mostPatterns = 5000;
const mostWildcards = 1000;

/** Whoever proposes a change may have written its configuration, so what it costs is bounded. */
export function checkLimits(root: YamlNode, complain: Complain): void {
  for (const [key, list] of listsIn(root)) {
    const { length } = itemsOf(list);
    const most = mostItems[key] ?? Infinity;
    if (length > most)
      complain(list, `"${key}" has ${length} items, more than ${most}`, 'Keep those that are needed.');
  }
  for (const [key, most] of Object.entries(mostEntries)) {
    const { length } = entriesUnder(root, key);
    const node = valueAt(root, key);
    if (node && length > most)
      complain(node, `"${key}" has ${length} entries, more than ${most}`, 'Keep those that are needed.');
  }
  checkPatterns(root, complain);
}

function checkPatterns(root: YamlNode, complain: Complain): void {
  const patterns = textsIn(
    listsIn(root).flatMap(([key, list]) => (key === 'paths' || key === 'allowedFiles' ? itemsOf(list) : [])),
  );
  let wildcards = 0;
  for (const [i, [pattern, node]] of patterns.entries()) {
    if (pattern.length > longestPattern) {
      const message = `the pattern ${shortText(pattern)} has ${pattern.length} characters, more than ${longestPattern}`;
      complain(node, message, 'Write a shorter one, with wildcards.');
    } else wildcards += globOf(pattern).wildcards;
    if (wildcards > mostWildcards) {
      const message = `with ${shortText(pattern)}, the patterns of paths have more than ${mostWildcards} wildcards together`;
      complain(node, message, fewer);
      return;
    }
    if (i >= mostPatterns) {
      complain(node, `there are more than ${mostPatterns} patterns of paths`, fewer);
      return;
    }
  }
}

const fewer = 'Write fewer patterns, each for more of the files.';

/** Every list whose items are counted, with its key. */
function listsIn(root: YamlNode): [key: string, list: YamlNode][] {
  const parts = [...itemsUnder(root, 'overrides'), ...itemsUnder(root, 'exceptions')];
  const settings = entriesUnder(root, 'subprojects').map(({ value }) => value);
  const trust = valueAt(root, 'trust');
  const signing = valueAt(root, 'signing');
  const promoter = signing && valueAt(signing, 'promoter');
  const others = [trust, promoter].filter((node) => node !== undefined);
  return [root, ...parts, ...settings, ...others].flatMap((node) =>
    Object.keys(mostItems).flatMap((key): [string, YamlNode][] => {
      const list = valueAt(node, key);
      return list ? [[key, list]] : [];
    }),
  );
}
