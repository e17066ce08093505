import { build, transform } from 'esbuild';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { directImports } from './direct-imports.mjs';
import { latePackages } from './late-packages.mjs';

const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));

/** What the programs use of undici: all of it takes three times as long to load. */
const smallUndici = {
  name: 'small-undici',
  setup({ onResolve }) {
    const path = fileURLToPath(new URL('undici-client.cjs', import.meta.url));
    onResolve({ filter: /^undici$/ }, () => ({ path }));
  },
};

const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  logLevel: 'warning',
  write: false,
  sourcesContent: false,
};

/**
 * Bundles programs with all packages inside: for each entry point a file, and what several of them need, or what is imported
 * dynamically, in chunks that they share. Resolves with the contents of the files by name in `outdir`, where they are told to be.
 */
export async function bundlePrograms(entryPoints, outdir) {
  const { outputFiles } = await build({
    ...common,
    outdir,
    entryPoints,
    sourcemap: 'inline',
    splitting: true,
    chunkNames: 'lib/cip/[name]-[hash]',
    define: { CIP_VERSION: JSON.stringify(version) },
    plugins: [directImports, latePackages, smallUndici],
  });
  const files = await Promise.all(
    outputFiles.map((file) => toCommonJs(path.relative(outdir, file.path), file.text)),
  );
  // The workspace says that its files are ES modules.
  return new Map([...files.flat(), ['package.json', '{ "type": "commonjs" }\n']]);
}

/** Bundles a library into one module, with packages outside. */
export async function bundleLibrary(entryPoint, outdir) {
  const { outputFiles } = await build({
    ...common,
    outdir,
    entryPoints: [entryPoint],
    sourcemap: 'linked',
    packages: 'external',
  });
  return new Map(outputFiles.map((file) => [path.relative(outdir, file.path), file.contents]));
}

/** Only a program's own file asks where it is. */
const start = {
  banner: "#!/usr/bin/env node\nconst __url = require('node:url').pathToFileURL(__filename).href;",
  define: { 'import.meta.url': '__url' },
};

/** A chunk and its source map. esbuild splits ES modules only, so each chunk is converted by itself. */
async function toCommonJs(name, text) {
  const { code, map } = await transform(text, {
    ...(path.basename(name) === 'main.js' && start),
    sourcefile: name,
    format: 'cjs',
    platform: 'node',
    target: common.target,
    supported: { 'dynamic-import': false },
    sourcemap: 'external',
    sourcesContent: false,
  });
  return [
    [name, `${code}//# sourceMappingURL=${path.basename(name)}.map\n`],
    [`${name}.map`, map],
  ];
}
