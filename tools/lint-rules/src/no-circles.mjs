import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Relative imports and re-exports by file, with the text each had when it was read; for the life of the process. */
const known = new Map();

/**
 * The files that a file names in its imports and exports, types included, that exist on disk.
 * @param {string} file absolute
 * @param {string} text
 * @returns {readonly string[]} absolute
 */
function importsOf(file, text) {
  const entry = known.get(file);
  if (entry?.text === text) return entry.imports;
  const named = [...text.matchAll(/^(?:import|export)\b(?:[^;'"`=]*?\bfrom)?\s*['"](\.{1,2}\/[^'"]+)['"]/gm)];
  const imports = named
    .map(([, name = '']) => path.resolve(path.dirname(file), name.replace(/\.js$/, '.ts')))
    .filter((target) => existsSync(target));
  known.set(file, { text, imports });
  return imports;
}

/**
 * The way from a file back to another, both included; undefined when there is none.
 * @param {string} from
 * @param {string} to
 * @returns {readonly string[] | undefined}
 */
function wayBack(from, to) {
  const cameFrom = new Map([[from, undefined]]);
  for (const file of cameFrom.keys()) {
    if (file === to) {
      const way = [];
      for (let step = file; step !== undefined; step = cameFrom.get(step)) way.unshift(step);
      return way;
    }
    for (const next of importsOf(file, readFileSync(file, 'utf8'))) {
      if (!cameFrom.has(next)) cameFrom.set(next, file);
    }
  }
  return undefined;
}

/**
 * Reports an import by which files import each other in a circle, types included: such files cannot be understood one
 * after the other, and which of them runs first is chance.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noCircles = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { circle: 'This import closes a circle: {{way}}. Move what both need into a file of its own.' },
  },
  create(context) {
    const { filename } = context;
    const check = (node) => {
      const name = node.source?.value;
      if (typeof name !== 'string' || !name.startsWith('.')) return;
      const target = path.resolve(path.dirname(filename), name.replace(/\.js$/, '.ts'));
      const way = existsSync(target) ? wayBack(target, filename) : undefined;
      if (!way) return;
      const shown = [filename, ...way].map((file) => path.basename(file)).join(' → ');
      context.report({ node: node.source, messageId: 'circle', data: { way: shown } });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};
