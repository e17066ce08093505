// esbuild splits by file: who imports one name from a library's index.ts gets a chunk with all that anybody imports from
// there. So each name is imported from the file that declares it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const libraries = fileURLToPath(new URL('../../libs/', import.meta.url));

/** A plugin of esbuild. */
export const directImports = {
  name: 'direct-imports',
  setup({ onLoad }) {
    const exportsOf = memoized(readExports);
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const imports = [...text.matchAll(/^import \{([^}]*)\} from '@cip\/([a-z]+)';/gm)];
      let contents = text;
      for (const [statement, names, library] of imports)
        contents = contents.replace(statement, direct(names, await exportsOf(library), statement));
      return { contents, loader: 'ts' };
    });
  },
};

/** One statement for each name, on as many lines as before. */
function direct(names, files, statement) {
  const imports = valuesIn(names).map((name) => {
    const file = files.get(name.split(' as ')[0]);
    if (!file) throw new Error(`not exported: ${statement}`);
    return `import { ${name} } from ${JSON.stringify(file)};`;
  });
  return imports.join(' ') + '\n'.repeat(statement.split('\n').length - 1);
}

/** The file of each value that a library exports. */
async function readExports(library) {
  const folder = path.join(libraries, library, 'src');
  const text = await readFile(path.join(folder, 'index.ts'), 'utf8');
  const statements = [...text.matchAll(/^export \{([^}]*)\} from '(.*)\.js';/gm)];
  return new Map(
    statements.flatMap(([, names, file]) =>
      valuesIn(names).map((name) => [name, path.join(folder, `${file}.ts`)]),
    ),
  );
}

/** Without types: those are gone when the bundle is made. */
function valuesIn(names) {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}

function memoized(read) {
  const results = new Map();
  return (key) => results.get(key) ?? results.set(key, read(key)).get(key);
}
