import { readFileSync } from 'node:fs';
import {
  buildImage,
  buildMultiPlatform,
  distribution3,
  goProgram,
  noDockerRegistry,
  noGoProgram,
  olareg,
  pushImage,
  type RealRegistry,
  startDockerRegistry,
  startOlareg,
  startRegistry,
  writeTree,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { hoursAgo, type JsonReport, reportOf, runBackup, temporaryFolder } from './run-cip-backup.js';

const [first, second] = [2, 1].map(hoursAgo) as [string, string];
const app = buildImage('app');
const untagged = buildImage('untagged');
const platforms = buildMultiPlatform('platforms', { layers: 1 });

/** Which repository shows what. */
const found: Readonly<Record<string, string>> = {
  app: 'images with a tag',
  untagged: 'images without a tag',
  platforms: 'children of indexes',
};

/** A registry that a backup is in. */
interface Store extends RealRegistry {
  /** Collects garbage in these repositories, as the command of the page does. */
  collect(command: string, repositories: readonly string[]): Promise<void>;
}

/** How a registry of the page is started; a text: why it cannot be. */
type Start = () => Promise<(() => Promise<Store>) | string>;

async function startDistribution(program?: string): Promise<Store> {
  const store = await startDockerRegistry(program === undefined ? {} : { program });
  return { ...store, collect: (command) => store.collectGarbage({ untagged: command.endsWith('-m') }) };
}

const registries: Readonly<Record<string, Start>> = {
  'docker-registry 2.8': async () => {
    return (await noDockerRegistry()) ?? (() => startDistribution());
  },
  'distribution 3': async () => {
    const program = await goProgram(distribution3);
    return program === undefined ? noGoProgram(distribution3) : () => startDistribution(program);
  },
  'olareg 0.2': async () => {
    const program = await goProgram(olareg);
    if (program === undefined) return noGoProgram(olareg);
    return async () => {
      const store = await startOlareg(program);
      return {
        ...store,
        collect: (command, repositories) =>
          store.collectGarbage({ untagged: command.endsWith('--gc-untagged'), repositories }),
      };
    };
  },
};

/** The rows of the table on the page: what it says of each registry, command and layout. */
function rowsOfPage(): { registry: string; command: string; layout: string; deleted: string }[] {
  const page = readFileSync(new URL('../../../docs/concepts/backup.md', import.meta.url), 'utf8');
  return [
    ...page.matchAll(/^\| ([a-z-]+ \d\S*), `((?:garbage-collect|serve).*?)` +\| `(\w+)` +\| (.*?) +\|$/gm),
  ].map(([, registry = '', command = '', layout = '', deleted = '']) => ({
    registry,
    command,
    layout,
    deleted,
  }));
}

function commandsOf(registry: string): readonly string[] {
  return registry.startsWith('olareg')
    ? ['serve', 'serve --gc-untagged']
    : ['garbage-collect', 'garbage-collect -m'];
}

interface World extends AsyncDisposable {
  take(hour: string, ...more: string[]): Promise<JsonReport>;
  /** What a snapshot lacks, in the words of the page. */
  lacking(hour: string): Promise<string>;
  /** Collects garbage where the snapshots of an hour are. */
  collect(command: string, hour: string): Promise<void>;
}

async function startWorld(start: () => Promise<Store>, layout: string): Promise<World> {
  const production = await startRegistry();
  const store = await start();
  await pushImage(production.host, 'prod/app', app, ['v1', 'v1.0']);
  await pushImage(production.host, 'prod/platforms', platforms, ['t1']);
  // With -m, docker-registry 2.8 fails where a repository has no tag at all.
  await pushImage(production.host, 'prod/untagged', app, ['v1']);
  await pushImage(production.host, 'prod/untagged', untagged, []);
  const manifests = await temporaryFolder();
  const images = { untagged: { [untagged.descriptor.digest]: [] } };
  const destinations = [`${production.host}/prod`];
  await writeTree(manifests, { prod: { source: `${production.host}/staging`, destinations, images } });
  const backup = `${store.host}/backup`;
  const names = ['--from', `${production.host}/prod`, '--to', backup, '--thin-manifest-dir', manifests];
  return {
    take: (hour, ...more) => reportOf(['run', ...names, '--layout', layout, '--hour', hour, ...more]),
    lacking: async (hour) => {
      const args = ['verify', hour, '--backup', backup, '--level', 'blobs', '--format', 'json'];
      const { items } = JSON.parse((await runBackup(args)).stdout) as JsonReport;
      const lost = new Set(items.map(({ repository }) => repository));
      const kinds = Object.entries(found).flatMap(([name, kind]) => (lost.has(name) ? [kind] : []));
      return kinds.length === 0 ? 'nothing' : kinds.join(', ');
    },
    collect: (command, hour) => {
      const images = Object.keys(found).map((name) => `${layout === 'tree' ? hour : 'images'}/${name}`);
      return store.collect(
        command,
        [...images, 'snapshots'].map((name) => `backup/${name}`),
      );
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([production.close(), store.close()]);
    },
  };
}

it('the page has a row for each registry, command and layout', () => {
  expect(rowsOfPage().map(({ registry, command, layout }) => `${registry} ${command} ${layout}`)).toEqual(
    Object.keys(registries).flatMap((registry) =>
      commandsOf(registry).flatMap((command) =>
        ['tree', 'incremental'].map((layout) => `${registry} ${command} ${layout}`),
      ),
    ),
  );
});

describe.each(rowsOfPage())(
  '$command of $registry, the layout $layout',
  ({ registry, command, layout, deleted }) => {
    it(
      `deletes: ${deleted}; and the next run ends in a whole snapshot`,
      { timeout: 120_000 },
      async ({ skip }) => {
        const start = await registries[registry]?.();
        if (typeof start !== 'function') return skip(start ?? 'nobody knows this registry');
        await using world = await startWorld(start, layout);
        await world.take(first);
        expect(await world.lacking(first)).toBe('nothing');
        await world.collect(command, first);
        expect(await world.lacking(first)).toBe(deleted);
        const { regions } = await world.take(second, '--confirm-within', '0s');
        expect(regions).toMatchObject([{ state: 'complete' }]);
        expect(await world.lacking(second)).toBe('nothing');
      },
    );
  },
);
