import path from 'node:path';
import { lint } from '@cip/policy';
import { lintReport, renderLintJson } from '@cip/report';
import { readThinTree, SourceError } from '@cip/source';
import { checkOut, createGitRepository, importCommit, type RawEntry } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const digest = `sha256:${'a'.repeat(64)}`;
const registries = 'registries:\n- {name: gcr.io/staging, src: true}\n- name: eu.gcr.io/prod\n';

// Texts that attributes and encodings make something else of.
const texts = [
  `- name: tool\n  dmap:\n    "${digest}": ["v1"]\n`,
  `- {name: tool, dmap: {"${digest}": [v1]}}\r\n`,
  `- ä"name": tool, "dmap": ääüüü\n`,
  `# $Id$\n- name: tool\n  dmap: {}\n`,
  Buffer.from('- name: t\n', 'utf16le'),
  Buffer.from([0x2d, 0x20, 0xe4, 0x0a]),
  '',
] as const;

const folders = [
  'registry',
  'registry/images',
  'registry/images/a',
  'registry/images/b',
  'registry/manifests/a',
  'registry/docs',
  '.',
];
const targets = [
  '../a/images.yaml',
  '../../docs/images.yaml',
  'images.yaml',
  '/etc/hostname',
  '../../../out',
  'nothing',
  '../b',
  '.',
];
const attributes = [
  '*.yaml text',
  '* text=auto',
  '*.yaml working-tree-encoding=UTF-16LE',
  '*.yaml working-tree-encoding=ISO646-DE',
  'images.yaml ident',
  '* filter=nothing',
  '*.yaml eol=crlf',
  '*.yaml -text',
  '*.png filter=lfs',
  '[attr]odd filter=lfs\n*.yaml odd',
];
const bytes = [0x61, 0xe4, 0xff];

const file = fc.record({
  path: fc
    .tuple(
      fc.constantFrom(...folders),
      fc.constantFrom('images.yaml', 'promoter-manifest.yaml', 'notes.yaml'),
    )
    .map(joined),
  content: fc.constantFrom<string | Uint8Array>(...texts, registries),
});
const link = fc.record({
  path: fc.tuple(fc.constantFrom(...folders), fc.constantFrom('images.yaml', 'c', 'manifests')).map(joined),
  kind: fc.constant('link' as const),
  content: fc.constantFrom(...targets),
});
const attribute = fc.record({
  path: fc.tuple(fc.constantFrom(...folders), fc.constant('.gitattributes')).map(joined),
  content: fc.constantFrom(...attributes).map((text) => `${text}\n`),
});
const submodule = fc.record({
  path: fc.tuple(fc.constantFrom(...folders), fc.constantFrom('c', 'd')).map(joined),
  kind: fc.constant('submodule' as const),
  content: fc.constant('1'.repeat(40)),
});
const oddName = fc.constantFrom(...bytes).map((byte) => ({
  path: Buffer.concat([Buffer.from('registry/images/'), Buffer.from([byte]), Buffer.from('/images.yaml')]),
  content: texts[0],
}));
const bare = fc
  .constantFrom(...folders)
  .map((folder) =>
    ['HEAD', 'objects/x', 'refs/x'].map((name) => ({ path: joined([folder, name]), content: '' })),
  );

const base: readonly RawEntry[] = [
  { path: 'registry/images/a/images.yaml', content: texts[0] },
  { path: 'registry/manifests/a/promoter-manifest.yaml', content: registries },
];
const one = fc.oneof(file, link, attribute, submodule, oddName).map((entry): RawEntry[] => [entry]);
const commits = fc
  .array(fc.oneof({ arbitrary: one, weight: 8 }, { arbitrary: bare, weight: 1 }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((lists) => possible([...base, ...lists.flat()]));

function joined([folder, name]: readonly [string, string]): string {
  return path.posix.join(folder, name);
}

/** What one commit can hold: later entries win, and nothing lies below a file. */
function possible(entries: readonly RawEntry[]): RawEntry[] {
  const known = new Map<string, RawEntry>();
  for (const entry of entries) {
    const name = Buffer.from(entry.path).toString('latin1');
    for (const other of known.keys()) {
      if (other.startsWith(`${name}/`) || name.startsWith(`${other}/`)) known.delete(other);
    }
    known.set(name, entry);
  }
  return [...known.values()];
}

/** The report of one way to read a tree, or that it is refused. */
async function reportOf(cwd: string, revision?: string): Promise<string> {
  try {
    const location = { directory: 'registry', ...(revision !== undefined && { revision }) };
    const tree = await readThinTree(location, { cwd });
    const findings = lint(tree);
    if (findings.some(({ rule }) => rule === 'tree-integrity')) return 'refused';
    const images = tree.manifests.flatMap((manifest) => manifest.images);
    const digests = images.reduce((sum, image) => sum + image.digests.length, 0);
    return renderLintJson(
      lintReport(findings, {
        files: tree.files.length,
        images: images.length,
        digests,
        excepted: [],
        changedConfigurations: [],
      }),
    );
  } catch (error) {
    if (error instanceof SourceError) return 'refused';
    throw error;
  }
}

it(
  'a clean checkout and its revision give the same report byte for byte, or are both refused',
  { timeout: 120_000 },
  async () => {
    const seen = { refused: 0, reported: 0 };
    await fc.assert(
      fc.asyncProperty(commits, async (entries) => {
        await using origin = await createGitRepository();
        await importCommit(origin, entries);
        await using checkout = await checkOut(origin, 'a clone');
        const [disk, git] = [await reportOf(checkout.folder), await reportOf(checkout.folder, 'HEAD')];
        seen[disk === 'refused' ? 'refused' : 'reported']++;
        expect(git).toBe(disk);
      }),
      { numRuns: Number(process.env['CIP_PROPERTY_RUNS'] ?? 30) },
    );
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.reported).toBeGreaterThan(0);
  },
);
