// Packages that many runs do not need. They are large, and V8 reads through all of a file before it runs the first line,
// so a bundle holds them as texts: those are compiled where the package is first asked for.
import { build } from 'esbuild';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Imported dynamically where they are used.
const atImport = ['@sigstore/tuf', 'execa', 'google-auth-library', 'undici', 'winston'];
// Imported statically, by code that must not wait: compiled when something of them is first used.
const atUse = ['@sigstore/bundle', '@sigstore/protobuf-specs', '@sigstore/verify', 're2js'];
const packages = [...atImport, ...atUse];
/** Entry points that leave out the parts of a package that no app uses. */
const smaller = new Map([['undici', fileURLToPath(new URL('undici-client.cjs', import.meta.url))]]);

const isResolved = Symbol('resolved');

/** A plugin of esbuild for bundles in CommonJS. */
export const coldPackages = {
  name: 'cold-packages',
  setup({ onLoad, onResolve, resolve }) {
    onResolve(
      { filter: new RegExp(`^(?:${packages.join('|')})$`) },
      async ({ path, pluginData, ...options }) => {
        if (pluginData === isResolved) return undefined;
        const found = await resolve(path, { ...options, pluginData: isResolved });
        const file = smaller.get(path) ?? found.path;
        return { path: file, errors: found.errors, namespace: 'cold', pluginData: { name: path } };
      },
    );
    onLoad({ filter: /^/, namespace: 'cold' }, async ({ path, pluginData: { name } }) => {
      const text = await textOf(path);
      if (atImport.includes(name)) return { contents: compiledLate(name, text) };
      return { contents: compiledAtUse(name, text, Object.keys(await import(pathToFileURL(path)))) };
    });
  },
};

/** The package as one text. Its lines are short enough to be named in a stack trace. */
async function textOf(entryPoint) {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    minifyWhitespace: true,
    lineLimit: 200,
    legalComments: 'inline',
    logLevel: 'warning',
    write: false,
  });
  return outputFiles[0].text;
}

function compiledLate(name, text) {
  return `
    const { compileFunction } = require('node:vm');
    const code = compileFunction(${JSON.stringify(text)}, ['module', 'exports', 'require'], { filename: '${name}' });
    code(module, exports, require);
  `;
}

function compiledAtUse(name, text, exported) {
  return `
    let used;
    function use() {
      if (used) return used;
      const module = { exports: {} };
      (function (module, exports) {${compiledLate(name, text)}})(module, module.exports);
      return (used = module.exports);
    }
    for (const name of ${JSON.stringify(exported)})
      Object.defineProperty(exports, name, { enumerable: true, get: () => use()[name] });
  `;
}
