import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  buildImage,
  type CommandResult,
  startCommand,
  startRegistry,
  type TestRegistry,
  writeTree,
} from '@cip/testing';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBaseIndex } from '../src/fixtures.js';
import { appFacts, imageFactsOf } from '../src/image-facts.js';
import { commandBlocks, type PageCommand, readCommands } from './page-commands.js';
import { runTool, temporaryFolder, workspace } from './run-tool.js';

const page = readFileSync(path.join(workspace, 'docs/operations/images.md'), 'utf8');
const hosts = ['us.registry.example', 'eu.registry.example', 'registry.example'];
const base = await buildBaseIndex('base');
const staged = buildImage('staged');

const { scripts } = JSON.parse(readFileSync(path.join(workspace, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

describe('the page about images', () => {
  const registries: TestRegistry[] = [];
  let tree: string;

  beforeAll(async () => {
    for (const host of hosts) {
      const registry = await startRegistry();
      registries.push(registry);
      if (host === 'registry.example') registry.seed('base/node-git', base, ['24']);
    }
    const [staging, production] = registries;
    staging?.seed('staging/web', staged, ['v1']);
    tree = await temporaryFolder();
    await writeTree(tree, {
      shop: {
        source: `${staging?.host}/staging`,
        destinations: [`${production?.host}/production`],
        images: { web: { [staged.descriptor.digest]: ['v1'] } },
      },
    });
  });

  afterAll(() => Promise.all(registries.map((registry) => registry.close())));

  /** A text of the page with the names of registries and digests that there are. */
  const real = (text: string): string =>
    hosts
      .reduce((result, host, i) => result.replaceAll(host, registries[i]?.host ?? ''), text)
      .replaceAll(`sha256:${'0'.repeat(64)}`, base.descriptor.digest);

  const runNpm = async ({ args: [verb, ...args], date }: PageCommand): Promise<void> => {
    if (verb === 'ci') return;
    expect(verb).toBe('run');
    const [script = '', separator, ...rest] = args;
    expect(scripts).toHaveProperty(script);
    if (script !== 'image') return;
    expect(separator).toBe('--');
    const env = date === undefined ? {} : { SOURCE_DATE_EPOCH: date };
    const { code, stdout, stderr } = await runTool(rest, { env });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^\S+:\d+\/cip\/promoter:v\d\.\d\.\d@sha256:\w{64}$/m);
  };

  const checkBuild = (args: readonly string[]): void => {
    const string = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { file: string, target: string, tag: string },
      allowPositionals: true,
    });
    expect(positionals).toEqual(['.']);
    const dockerfile = readFileSync(path.join(workspace, values.file ?? ''), 'utf8');
    if (values.target !== undefined) expect(dockerfile).toContain(` AS ${values.target}\n`);
  };

  /** What a container of the page runs, with the tree in the place of its folder for manifests. */
  const runApp = (image: string, args: readonly string[], env = {}): Promise<CommandResult> => {
    const app = /\/cip\/(\w+):v1\.0\.0/.exec(image)?.[1] ?? expect.fail(image);
    const given = args.length > 0 ? args : (appFacts.get(app)?.defaultArguments ?? []);
    const bundle = path.join(workspace, 'dist/apps', app, 'main.js');
    return startCommand(bundle, given, { cwd: tree, env: { CIP_GRACE: '0', ...env } }).finished;
  };

  const runContainer = async (args: readonly string[]): Promise<void> => {
    const on = { type: 'boolean' } as const;
    const image = args.findIndex((one) => one.includes('/cip/'));
    const { values } = parseArgs({
      args: args.slice(0, image),
      options: {
        ...{ rm: on, 'read-only': on },
        ...{ tmpfs: { type: 'string' }, 'cap-drop': { type: 'string' }, volume: { type: 'string' } },
      },
    });
    expect(values).toMatchObject({ rm: true, 'read-only': true, tmpfs: '/tmp', 'cap-drop': 'ALL' });
    expect(values.volume?.split(':')).toEqual([expect.stringMatching(/\/my-manifests$/), '/manifests', 'ro']);
    const { code, stderr, stdout } = await runApp(args[image] ?? '', args.slice(image + 1));
    // The image of the tree is not promoted yet, which the auditor says.
    expect(code, stderr + stdout).toBe(args.includes('sweep') ? 1 : 0);
  };

  const runDocker = async ([verb, ...args]: readonly string[]): Promise<void> => {
    if (verb === 'build') checkBuild(args);
    else if (verb === 'run') await runContainer(args);
    else expect([verb, ...args]).toEqual(['push', real('registry.example/base/node-git:24')]);
  };

  it('opens with the command that does it', () => {
    expect(page).toMatch(/^# .*\n\n```\n.*\nnpm run image -- promoter/);
  });

  it.each(commandBlocks(page).map((block) => ({ block })))(
    'has commands that work: $block',
    async ({ block }) => {
      const commands = await readCommands(real(block));
      expect(commands).not.toEqual([]);
      for (const command of commands) {
        if (command.program === 'npm') await runNpm(command);
        else await runDocker(command.args);
      }
    },
  );

  it('gives a pod the user of the images, and no place to write but /tmp', async () => {
    const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    const { spec } = load(yaml) as { spec: Pod };
    const [container] = spec.containers;
    const facts = imageFactsOf(appFacts.get('promoter') ?? expect.fail('no promoter'), '');
    const { runAsUser, runAsGroup, ...context } = container.securityContext;
    expect([runAsUser, runAsGroup].join(':')).toBe(facts.user);
    expect(context).toMatchObject({
      runAsNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.volumeMounts).toMatchObject([
      { mountPath: '/tmp' },
      { mountPath: facts.workingDirectory, readOnly: true },
    ]);
    expect(spec.volumes.map(({ name }) => name)).toEqual(container.volumeMounts.map(({ name }) => name));
    const env = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
    const { code, stdout, stderr } = await runApp(container.image, container.args, env);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { planned: 1 } });
  });

  it('names every app, its command and the variables that are set', () => {
    for (const [app, facts] of appFacts) {
      expect(page).toContain(`| \`${app}\``);
      expect(page).toContain(`\`${facts.command}\``);
      expect(existsSync(path.join(workspace, 'apps', app, 'Dockerfile'))).toBe(true);
      for (const name of Object.keys(imageFactsOf(facts, '').env)) expect(page).toContain(`\`${name}\``);
    }
  });
});

interface Pod {
  readonly containers: readonly [
    {
      readonly image: string;
      readonly args: readonly string[];
      readonly env: readonly { readonly name: string; readonly value: string }[];
      readonly securityContext: Readonly<Record<string, unknown>>;
      readonly volumeMounts: readonly { readonly name: string }[];
    },
  ];
  readonly volumes: readonly { readonly name: string }[];
}
