import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FAILSAFE_SCHEMA, loadAll } from 'js-yaml';
import {
  type CommandResult,
  kubernetesTree,
  noKubernetesTree,
  startCommand,
  TemporaryFolders,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspace } from '../src/workspace.js';
import { type Contents, type PromisedRegistry, startPromisedRegistry } from './promised-registry.js';

const folders = new TemporaryFolders();
const isThere = kubernetesTree().length > 0;
if (!isThere) it.skip(noKubernetesTree);

/** Of the Kubernetes tree of September 2023, whose one mistake is a digest that is a character short. */
const mistake = 'images/k8s-staging-ingress-nginx/images.yaml:235';
const patience = 300_000;

interface Registries {
  readonly registries: readonly { readonly name: string; readonly src?: string }[];
}

interface Block {
  readonly name: string;
  readonly dmap: Readonly<Record<string, unknown>>;
}

/** What sources and destinations of a tree are to hold, by repository; read without any of our own parsers. */
async function promises(folder: string): Promise<Record<'sources' | 'destinations', Map<string, Contents>>> {
  const [sources, destinations] = [new Map<string, Contents>(), new Map<string, Contents>()];
  for (const subproject of await readdir(path.join(folder, 'manifests'))) {
    const manifest = await parse(path.join(folder, 'manifests', subproject, 'promoter-manifest.yaml'));
    const blocks = await parse(path.join(folder, 'images', subproject, 'images.yaml'));
    for (const { name: image, dmap } of (blocks ?? []) as readonly Block[]) {
      for (const { name, src } of (manifest as Registries).registries) {
        add(src === 'true' ? sources : destinations, `${name}/${image}`, dmap);
      }
    }
  }
  return { sources, destinations };
}

/** Undefined for a file that is not there, or has nothing in it. */
async function parse(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return loadAll(text, { schema: FAILSAFE_SCHEMA })[0];
}

function add(repositories: Map<string, Contents>, name: string, dmap: Block['dmap']): void {
  const contents = repositories.get(name) ?? (new Map() as Contents);
  repositories.set(name, contents);
  for (const [digest, tags] of Object.entries(dmap)) {
    if (!/^sha256:[0-9a-f]{64}$/.test(digest)) continue;
    const known = contents.get(digest) ?? new Set();
    for (const tag of Array.isArray(tags) ? tags : []) known.add(String(tag));
    contents.set(digest, known);
  }
}

/** Puts a registry of this machine in front of all that the manifests name. */
async function moveTo(folder: string, host: string): Promise<void> {
  for (const subproject of await readdir(path.join(folder, 'manifests'))) {
    const file = path.join(folder, 'manifests', subproject, 'promoter-manifest.yaml');
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined)
      await writeFile(file, text.replaceAll(/(?<=\bname: *["']?)(?=[a-z])/g, `${host}/`));
  }
}

describe.skipIf(!isThere)('the whole tree of the Kubernetes project, with nothing but its directory', () => {
  let registry: PromisedRegistry;
  let folder: string;
  /** Digests in all destinations. */
  let promised = 0;

  beforeAll(async () => {
    folder = await folders.create();
    await cp(process.env['CIP_TEST_TREE'] ?? '', folder, { recursive: true });
    const { sources, destinations } = await promises(folder);
    for (const contents of destinations.values()) promised += contents.size;
    registry = await startPromisedRegistry(new Map([...sources, ...destinations]));
    await moveTo(folder, registry.host);
  });
  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
    await folders.remove();
  });

  function run(program: string, args: readonly string[], cwd = '/'): Promise<CommandResult> {
    const main = path.join(workspace, 'dist/apps', program, 'main.js');
    // Nothing is promoted at the moment, so nothing needs to be looked at again after a while.
    return startCommand(main, args, { cwd, env: { CIP_GRACE: '0' }, timeout: patience }).finished;
  }

  it.each<[string, string, () => [args: string[], cwd: string]]>([
    ['plan', 'an argument', () => [['plan', folder], '/']],
    ['promote', 'the working directory', () => [['promote'], folder]],
  ])('cip %s, by %s', { timeout: patience }, async (_command, _where, how) => {
    const [args, cwd] = how();
    const { code, stdout, stderr } = await run('promoter', args, cwd);
    expect(code, stderr).toBe(1);
    expect(stdout).toContain(mistake);
    expect(stdout).toContain(`Summary: 0 to promote, ${promised.toLocaleString('en')} in place, 1 blocked; `);
    expect(registry.writes).toBe(0);
  });

  it('cip-lint', async () => {
    for (const [args, cwd] of [
      [[folder], '/'],
      [[], folder],
    ] as const) {
      const { code, stdout } = await run('linter', args, cwd);
      expect([code, stdout]).toEqual([1, expect.stringContaining(mistake)]);
      expect(stdout).toMatch(/\b1 error\b/);
    }
  });

  it('cip-auditor sweep', { timeout: patience }, async () => {
    const { code, stdout, stderr } = await run('auditor', ['sweep', folder]);
    expect(code, stderr).toBe(1);
    expect(stdout).toContain(mistake);
    expect(stdout).not.toMatch(/^(?:missing|unexpected|wrong)/m);
  });

  it('cip status', async () => {
    const { code, stdout, stderr } = await run('promoter', ['status', 'proxy-agent:v0.0.32', folder]);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('20 in-place in 20 destinations');
    const misspelt = await run('promoter', ['status', 'proxy-agnet:v0.0.32'], folder);
    expect([misspelt.code, misspelt.stderr]).toEqual([
      2,
      expect.stringContaining('Did you mean proxy-agent?'),
    ]);
  });

  it('cip snapshot', async () => {
    const prefix = `${registry.host}/us-central1-docker.pkg.dev/k8s-artifacts-prod/images/kas-network-proxy`;
    const { code, stdout, stderr } = await run('promoter', ['snapshot', prefix, folder]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('- name: proxy-agent\n');
  });

  it('cip manifest find, and fmt', async () => {
    const found = await run('promoter', ['manifest', 'find', 'proxy-agent:v0.0.32', folder]);
    expect([found.code, found.stdout]).toEqual([0, expect.stringContaining('promotes from')]);
    const formatted = await run('promoter', ['manifest', 'fmt', folder]);
    expect(formatted.stdout).toContain('with mistakes stayed as written');
  });
});
