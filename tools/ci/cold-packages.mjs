// Packages that many runs do not need. They are large, and V8 reads through all of a file before it runs the first line,
// so a bundle holds them as texts: those are compiled where the package is first asked for.
import { build } from 'esbuild';

const packages = ['execa', 'google-auth-library', 'undici', 'winston'];

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
        return { path: found.path, errors: found.errors, namespace: 'cold', pluginData: { name: path } };
      },
    );
    onLoad({ filter: /^/, namespace: 'cold' }, async ({ path, pluginData: { name } }) => ({
      contents: compiledLate(name, await textOf(path)),
    }));
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
