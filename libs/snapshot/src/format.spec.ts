import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openLayout } from '@cip/layout';
import { startRegistry, TemporaryFolders } from '@cip/testing';
import { afterAll, describe, expect, it } from 'vitest';
import type { Backup } from './backup.js';
import { hours, images, Pair } from './fixtures.js';
import { layoutBackup } from './layout-backup.js';
import type { Layout } from './record.js';
import { recordLayer } from './record-artifact.js';
import { readSnapshot } from './read-record.js';
import { recordsPath } from './snapshots.js';

const page = readFileSync(new URL('../../../docs/concepts/backup.md', import.meta.url), 'utf8');
const examples = new Map(
  [...page.matchAll(/<!-- example: ([^>]+) -->\s+```json\n(.*?)```/gs)].map(([, name = '', text = '']) => [
    name,
    text,
  ]),
);

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

/** What must be the same on the page: keys and their order, and values but for digests and sizes. */
function shapeOf(text: string, host = ''): string {
  const value: unknown = JSON.parse(text, (key, item: unknown) => (key === 'size' ? 0 : item));
  const plain = JSON.stringify(value, undefined, 1).replace(/(sha256:|state-)[0-9a-f]{64}/g, '$1…');
  return host === '' ? plain : plain.replaceAll(host, 'registry.example.org');
}

function shown(name: string): string {
  return shapeOf(examples.get(name) ?? expect.fail(`the page has no example ${name}`));
}

/** Production as the page has it: one image with two tags, and one without any. */
async function startSmall(): Promise<Pair> {
  const production = await startRegistry({ google: true });
  production.seed('prod/web', images.app, ['v1.0.0', '1.0']);
  production.seed('prod/web', images.untagged);
  return new Pair(production, await startRegistry());
}

const clock = () => Date.parse('2026-11-25T09:20:00.000Z');
const recordOf = (backup: Backup) => backup.repository(recordsPath).fetchManifest('2026-11-25-09');

async function blobOf(backup: Backup): Promise<string> {
  const manifest = await recordOf(backup);
  const layer = manifest && recordLayer(manifest);
  if (!layer) return expect.fail('there is no record');
  const chunks: Uint8Array[] = [];
  for await (const chunk of backup.repository(recordsPath).fetchBlob(layer)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function textOf(manifest: { readonly bytes: Uint8Array } | undefined): string {
  return Buffer.from(manifest?.bytes ?? []).toString();
}

describe('what docs/concepts/backup.md shows', () => {
  it('is the artifact of a record', async () => {
    await using pair = await startSmall();
    await pair.take(hours.first, { layout: 'tree', clock });
    const artifact = textOf(await recordOf(pair.backup));
    expect(shapeOf(artifact, pair.production.host)).toBe(shown('record artifact'));
  });

  it.each<Layout>(['tree', 'incremental'])('is the record of the layout %s', async (layout) => {
    await using pair = await startSmall();
    await pair.take(hours.first, { layout, clock });
    expect(shapeOf(await blobOf(pair.backup), pair.production.host)).toBe(shown(`${layout} record`));
  });

  it('is the tree itself', async () => {
    await using pair = await startSmall();
    await pair.take(hours.first, { layout: 'tree', clock });
    expect(pair.below(pair.store, 'backup/2026/11/25/09')).toEqual(pair.below(pair.production, 'prod'));
  });

  it('is the index of a repository, under a tag made of its digest', async () => {
    await using pair = await startSmall();
    await pair.take(hours.first, { clock });
    const [entry] = (await readSnapshot(pair.backup, hours.first)).repositories;
    const digest = entry?.index?.digest ?? expect.fail('there is no index');
    const tag = digest.replace('sha256:', 'state-');
    const index = await pair.backup.repository('images/web').fetchManifest(tag);
    expect(index?.descriptor.digest).toBe(digest);
    expect(shapeOf(textOf(index))).toBe(shown('repository index'));
  });

  it('is index.json of a layout on disk', async () => {
    await using pair = await startSmall();
    const directory = path.join(await folders.create(), 'backup');
    const layout = await openLayout(directory, { rights: 'write-once' });
    try {
      await pair.take(hours.first, { backup: layoutBackup(layout, `oci:${directory}`), clock });
    } finally {
      await layout.close();
    }
    const text = await readFile(path.join(directory, 'index.json'), 'utf8');
    expect(shapeOf(text)).toBe(shown('index.json'));
  });
});
