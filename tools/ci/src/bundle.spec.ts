import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const workspace = fileURLToPath(new URL('../../../', import.meta.url));
const runFile = promisify(execFile);

// What a program has loaded when it ends.
const recorder = `process.on('exit', () =>
  require('node:fs').writeFileSync(process.env.LOADED, JSON.stringify(Object.keys(require.cache).slice(1))));`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cip-bundle-'));
  await writeFile(path.join(folder, 'recorder.cjs'), recorder);
  await mkdir(path.join(folder, 'other/lib/cip'), { recursive: true });
  await writeFile(path.join(folder, 'other/lib/cip/chunk-of-before.js'), '');
  await Promise.all([build('one'), build('other')]);
}, 180_000);

afterAll(() => rm(folder, { recursive: true }));

function build(name: string): Promise<unknown> {
  return runFile(process.execPath, ['tools/ci/bundle.mjs', 'apps', path.join(folder, name)], {
    cwd: workspace,
  });
}

/** The sources of what a program loads, by the source maps of its files. */
async function sourcesOf(app: string, ...args: readonly string[]): Promise<string[]> {
  const program = path.join(folder, 'one', app, 'main.js');
  const loaded = path.join(folder, 'loaded.json');
  const recorded = ['--require', path.join(folder, 'recorder.cjs'), program];
  await runFile(process.execPath, [...recorded, ...args], { env: { ...process.env, LOADED: loaded } });
  const files = JSON.parse(await readFile(loaded, 'utf8')) as string[];
  const maps = await Promise.all(files.map((file) => readFile(`${file}.map`, 'utf8')));
  const sources = maps.flatMap((map) => (JSON.parse(map) as { sources: string[] }).sources);
  // Helpers of the bundler have no source but their own chunk.
  const written = sources.filter((source) => source.startsWith('../'));
  return written.map((source) => source.replace(/^(?:\.\.\/)+/, ''));
}

async function packagesOf(app: string, ...args: readonly string[]): Promise<Set<string>> {
  const sources = await sourcesOf(app, ...args);
  const packages = sources.map((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1]);
  return new Set(packages.filter((name) => name !== undefined));
}

const apps = ['auditor', 'backup', 'linter', 'promoter'];

describe('a program', () => {
  it.each(apps)('%s --version loads nothing but what prints it', async (app) => {
    const sources = await sourcesOf(app, '--version');
    expect(sources.sort()).toEqual([`apps/${app}/src/main.ts`, 'libs/cli/src/run-program.ts']);
  });

  it.each(apps)('%s --help loads no package but the one that writes it', async (app) => {
    expect(await packagesOf(app, '--help')).toEqual(new Set(['commander']));
  });

  it('loads neither an HTTP client nor a log to lint a tree without Git', async () => {
    const tree = await writeTree();
    const packages = await packagesOf('linter', tree);
    expect(packages).toContain('js-yaml');
    for (const name of ['undici', 'p-queue', 'winston', 'execa', 'google-auth-library', '@sigstore/verify'])
      expect(packages).not.toContain(name);
  });

  it('loads an HTTP client, but no server, credentials or signatures, to plan', async () => {
    const packages = await packagesOf('promoter', 'plan', '--parse-only', await writeTree());
    expect(packages).toContain('undici');
    for (const name of ['fastify', 'google-auth-library', '@google-cloud/error-reporting', '@sigstore/tuf'])
      expect(packages).not.toContain(name);
  });
});

describe('a package that is imported when it is needed', () => {
  /** What a chunk that is imported for a package exports. */
  async function exportsOf(name: string): Promise<readonly string[]> {
    const chunks = path.join(folder, 'one/lib/cip');
    const late = `${path.basename(name)}-`;
    const file = (await readdir(chunks)).find((chunk) => chunk.startsWith(late) && chunk.endsWith('.js'));
    if (file === undefined) return [];
    return Object.keys(createRequire(import.meta.url)(path.join(chunks, file)) as object);
  }

  it.each([
    ['undici', 'Agent'],
    ['google-auth-library', 'OAuth2Client'],
    ['@google-cloud/error-reporting', 'ErrorReporting'],
    ['@sigstore/tuf', 'getTrustedRoot'],
    ['execa', 'execa'],
  ])('%s gives its names', async (name, expected) => {
    expect(await exportsOf(name)).toContain(expected);
  });
});

/** A tree of one image. */
async function writeTree(): Promise<string> {
  const file = path.join(folder, 'manifest.yaml');
  await writeFile(
    file,
    `registries:
- {name: staging.example/shop, src: true}
- {name: production.example/shop}
images:
- name: web
  dmap: {'sha256:${'a'.repeat(64)}': [v1.0.0]}
`,
  );
  return file;
}

describe('a build', () => {
  async function contentsOf(name: string): Promise<Map<string, string>> {
    const files = await readdir(path.join(folder, name), { recursive: true, withFileTypes: true });
    const contents = files
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => path.join(parentPath, file))
      .map(
        async (file) => [path.relative(path.join(folder, name), file), await readFile(file, 'utf8')] as const,
      );
    return new Map(await Promise.all(contents));
  }

  it('gives the same bytes each time, without chunks of the build before, and does not say where it was made', async () => {
    const contents = await contentsOf('one');
    expect(contents.size).toBeGreaterThan(100);
    expect(await contentsOf('other')).toEqual(contents);
    expect([...contents].filter(([, text]) => text.includes(workspace))).toEqual([]);
  });
});
