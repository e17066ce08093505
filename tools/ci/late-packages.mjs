// Of a package in CommonJS that is imported dynamically, esbuild's chunk has the default export alone, where Node.js has its
// names, too. So each such package is imported by way of a module that lists them.
import { pathToFileURL } from 'node:url';

const identifier = /^[\w$]+$/;

/** A plugin of esbuild. */
export const latePackages = {
  name: 'late-packages',
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /^[@\w]/ }, async ({ path, kind, importer, resolveDir }) => {
      if (kind !== 'dynamic-import' || path.startsWith('@cip/')) return undefined;
      const found = await resolve(path, { kind: 'import-statement', importer, resolveDir });
      if (found.external || found.errors.length > 0) return undefined;
      return { path, namespace: 'late-package', pluginData: { file: found.path, resolveDir } };
    });
    onLoad({ filter: /^/, namespace: 'late-package' }, async ({ path, pluginData: { file, resolveDir } }) => {
      const names = Object.keys(await import(pathToFileURL(file))).filter((name) => identifier.test(name));
      return { contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`, resolveDir };
    });
  },
};
