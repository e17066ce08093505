import path from 'node:path';
import {
  buildImage,
  type CommandResult,
  createGitRepository,
  type GitRepository,
  startCommand,
  startRegistry,
  type TestRegistry,
  treeFiles,
} from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operationsText, workspace } from '../src/workspace.js';

const app = buildImage('app');
const next = buildImage('next');
const nowhere = buildImage('nowhere');
const [first, second] = [app.descriptor.digest, next.descriptor.digest];

const registries = 'tree/manifests/one/promoter-manifest.yaml';
const images = 'tree/images/one/images.yaml';
const entry = `- name: app\n  dmap:\n    "${first}": ["v1"]\n`;

let staging: TestRegistry;
let production: TestRegistry;
let repository: GitRepository;

/** Two subprojects with an image each; nothing is promoted yet, and the images were added by the last commit. */
beforeEach(async () => {
  [staging, production] = [await startRegistry(), await startRegistry()];
  for (const name of ['one', 'other']) staging.seed(`${name}/app`, app, ['v1']);
  repository = await createGitRepository();
  const subproject = (name: string) => ({
    source: `${staging.host}/${name}`,
    destinations: [`${production.host}/${name}`],
    images: { app: { [first]: ['v1'] } },
  });
  const files = treeFiles({ one: subproject('one'), other: subproject('other') });
  const inTree = Object.entries(files).map(([file, text]) => [`tree/${file}`, text] as const);
  await repository.write({
    ...Object.fromEntries(inTree),
    [images]: '',
    'tree/images/other/images.yaml': '',
  });
  await repository.commit('before');
  await repository.write(Object.fromEntries(inTree));
  await repository.commit('after');
});

afterEach(async () => {
  await Promise.all([staging.close(), production.close(), repository.remove()]);
});

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function run(program: 'promoter' | 'linter', args: readonly string[], options: RunOptions = {}) {
  const main = path.join(workspace, 'dist/apps', program, 'main.js');
  const { cwd = repository.folder, env = {} } = options;
  return startCommand(main, args, { cwd, env, timeout: 60_000 }).finished;
}

const cip = (args: readonly string[], options?: RunOptions): Promise<CommandResult> =>
  run('promoter', args, options);
const lint = (...args: string[]): Promise<CommandResult> => run('linter', ['tree', ...args]);
const promote = (): Promise<CommandResult> =>
  cip(['promote', 'tree', '--confirm', '--format', 'json', '--rps-per-host', '0', '--retry-deadline', '1s']);

/** What production has, as `repository:tag`, or `repository` for a digest alone. */
function held(): string[] {
  return production
    .digestSet()
    .map((line) => line.replace(/@\S+,(-|.*)$/, (_, tag: string) => (tag === '-' ? '' : `:${tag}`)));
}

/** Promotes: the exit code, and what production has afterwards. */
async function expectPromoted(code: number, tags: readonly string[], says: RegExp = /./): Promise<void> {
  const result = await promote();
  const output = result.stdout + result.stderr;
  expect([result.code, held()], output).toEqual([code, tags]);
  expect(output).toMatch(says);
}

const provenance = (mode: string): string => `provenance:
  mode: ${mode}
  signers: ["sigstore::https://accounts.google.com::builder@project.example"]
  builders: [{id: https://builder.example, level: 1}]
  sources: [github.com/org/one]
`;

/** What the file of the registries of one subproject has, and more behind it. */
function registriesOf(name: string, more = '', destination = `${production.host}/${name}`): string {
  return `registries:\n- name: ${staging.host}/${name}\n  src: true\n- name: ${destination}\n${more}`;
}

/** One thing that people bring from kpromo: what it did there, what it does here, and the proof. */
interface Difference {
  readonly input: string;
  readonly kpromo: string;
  readonly ours: string;
  readonly check: () => Promise<void>;
}

const both = ['one/app:v1', 'other/app:v1'];

/** In the order of the page: manifests, flags, credentials, and the rest. */
const differences: readonly Difference[] = [
  {
    input: '`dmap:` with nothing behind it',
    kpromo: 'no digests',
    ours: 'no digests, and the warning `empty-image`',
    check: async () => {
      await repository.write({ [images]: '- name: app\n  dmap:\n' });
      await expectPromoted(0, ['other/app:v1'], /empty-image/);
    },
  },
  {
    input: '`"sha256:…":` with nothing behind it',
    kpromo: 'promoted without a tag',
    ours: 'the same',
    check: async () => {
      await repository.write({ [images]: `- name: app\n  dmap:\n    "${first}":\n` });
      await expectPromoted(0, ['one/app', 'other/app:v1']);
    },
  },
  {
    input: 'merge keys, `<<: *name`',
    kpromo: 'merged',
    ours: 'the same',
    check: async () => {
      staging.seed('one/copy', app);
      await repository.write({ [images]: `- &app\n${entry.replace('- ', '  ')}- <<: *app\n  name: copy\n` });
      await expectPromoted(0, ['one/app:v1', 'one/copy:v1', 'other/app:v1']);
    },
  },
  {
    input: 'a destination that is listed twice',
    kpromo: 'filled once',
    ours: 'filled once; `cip-lint` warns (`duplicate-registry`)',
    check: async () => {
      await repository.write({ [registries]: registriesOf('one', `- name: ${production.host}/one\n`) });
      await expectPromoted(0, both);
      expect((await lint()).stdout).toContain('duplicate-registry');
    },
  },
  {
    input: 'a destination with a slash at its end',
    kpromo: 'not checked',
    ours: 'the same registry, and the warning `registry-spelling`',
    check: async () => {
      await repository.write({ [registries]: registriesOf('one', '', `${production.host}/one/`) });
      await expectPromoted(0, both, /registry-spelling/);
    },
  },
  {
    input: 'a destination with `https://` or capital letters in its host',
    kpromo: 'not checked until the registry is asked',
    ours: 'one mistake (`registry-name`), which holds up that destination alone',
    check: async () => {
      await repository.write({ [registries]: registriesOf('one', '- name: https://eu.example/one\n') });
      await expectPromoted(1, both, /registry-name/);
      const { stdout } = await lint('--format', 'json');
      const { items } = JSON.parse(stdout) as { items: { rule: string; severity: string }[] };
      const errors = items.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
      expect(errors).toEqual(['registry-name']);
    },
  },
  {
    input: '`go.mod`, `*.sh`, `OWNERS` and the like in the tree',
    kpromo: 'ignored',
    ours: 'ignored, and allowed by `cip-lint`',
    check: async () => {
      const files = ['tree/go.mod', 'tree/images/one/OWNERS', 'tree/manifests/generate.sh'];
      await repository.write(Object.fromEntries(files.map((file) => [file, ''])));
      await expectPromoted(0, both);
      const { code, stdout } = await lint();
      expect([code, stdout]).toEqual([0, expect.not.stringContaining('thin-tree-layout') as string]);
    },
  },
  {
    input: '`images.yml` instead of `images.yaml`',
    kpromo: 'stops the whole run',
    ours: 'an error in `cip-lint` (`misplaced-manifest`); a promotion fills the other subprojects and ends with exit code 1',
    check: async () => {
      await repository.write({ [images]: undefined, [images.replace(/yaml$/, 'yml')]: entry });
      await expectPromoted(1, ['other/app:v1'], /misplaced-manifest/);
      expect(await lint()).toMatchObject({
        code: 1,
        stdout: expect.stringContaining('misplaced-manifest') as string,
      });
    },
  },
  {
    input: '`promoter-manifest.yaml` one folder too deep',
    kpromo: 'stops the whole run',
    ours: 'the same as `images.yml`',
    check: async () => {
      await repository.write({ 'tree/manifests/one/deep/promoter-manifest.yaml': registriesOf('one') });
      await expectPromoted(1, both, /misplaced-manifest/);
      expect((await lint()).code).toBe(1);
    },
  },
  {
    input: 'an invalid digest or tag in one image',
    kpromo: 'not checked in thin manifests',
    ours: 'holds up that entry alone; exit code 1',
    check: async () => {
      await repository.write({ [images]: `${entry}- name: bad\n  dmap:\n    "sha256:12": ["v1"]\n` });
      await expectPromoted(1, both, /digest-format/);
    },
  },
  {
    input: 'one tag for two digests',
    kpromo: 'stops the whole run',
    ours: 'holds up that tag alone; exit code 1',
    check: async () => {
      staging.seed('one/app', next);
      await repository.write({ [images]: `${entry}    "${second}": ["v1", "v2"]\n` });
      await expectPromoted(1, ['one/app:v2', 'other/app:v1'], /conflict/);
    },
  },
  {
    input: 'a tag that production has on another digest',
    kpromo: 'stops the whole run',
    ours: 'holds up that tag alone; exit code 1',
    check: async () => {
      production.seed('one/app', next, ['v1']);
      await expectPromoted(1, both, /tag-moved/);
      expect(production.digestSet()).toContain(`one/app@${second},v1`);
    },
  },
  {
    input: 'a digest that neither staging nor production has',
    kpromo: 'logged and skipped',
    ours: '`missing-source`, with exit code 1; the rest is promoted',
    check: async () => {
      await repository.write({ [images]: `${entry}    "${nowhere.descriptor.digest}": ["v9"]\n` });
      await expectPromoted(1, both, /missing-source/);
    },
  },
  {
    input: '`provenance` with `mode: require`',
    kpromo: 'evaluated; an image that violates it stops the whole run',
    ours: 'evaluated; holds up that image alone, with exit code 1, unless `--ignore-provenance` is given',
    check: async () => {
      await repository.write({ [registries]: registriesOf('one', provenance('require')) });
      await expectPromoted(1, ['other/app:v1'], /"kind":"provenance"/);
    },
  },
  {
    input: 'two policies for one source',
    kpromo: 'stops the whole run',
    ours: 'holds up the subprojects that promote from it, with the place of either policy',
    check: async () => {
      await repository.write({
        [registries]: registriesOf('one', provenance('warn')),
        'tree/manifests/third/promoter-manifest.yaml': registriesOf('one'),
        'tree/images/third/images.yaml': entry,
      });
      await expectPromoted(1, ['other/app:v1'], /manifests\/third\/promoter-manifest\.yaml:2/);
      expect((await lint()).stdout).toContain('provenance-policy');
    },
  },
  {
    input: '`--use-prow-manifest-diff`, `--manifest-diff-since`',
    kpromo: 'digests in lines of the diff, whether they were added, removed or only moved',
    ours: 'what the older tree did not ask for: formatting adds nothing, a new region adds everything',
    check: async () => {
      await repository.write({ [images]: `# reformatted\n- name: "app"\n  dmap: {"${first}": [v1]}\n` });
      await repository.stage();
      const { code, stdout } = await cip(['plan', 'tree', '--manifest-diff-since', '7 days']);
      expect(code, stdout).toBe(0);
      expect(stdout).toContain('0 to promote');
    },
  },
  {
    input: '`--output csv` without a snapshot',
    kpromo: 'no effect',
    ours: 'refused, as `--output` saves the plan here',
    check: async () => {
      const { code, stderr } = await cip(['--thin-manifest-dir=tree', '--output', 'csv']);
      expect([code, stderr]).toEqual([2, expect.stringContaining('is the format of a snapshot')]);
    },
  },
  {
    input: 'a flag with one value, given twice',
    kpromo: 'the last one counts',
    ours: 'refused',
    check: async () => {
      const { code, stderr } = await cip(['--thin-manifest-dir=tree', '--thin-manifest-dir=other']);
      expect([code, stderr]).toEqual([2, expect.stringContaining('--thin-manifest-dir was given twice')]);
    },
  },
  {
    input: 'a dry run while credentials are there',
    kpromo: 'uses them',
    ours: 'anonymous unless `--use-credentials` is given; where a registry refuses, the report says where the credentials are',
    check: async () => {
      staging.fault({ action: 'status', status: 401, match: { times: Infinity } });
      const auth = Buffer.from('user:password').toString('base64');
      await repository.write({
        'docker/config.json': JSON.stringify({ auths: { [staging.host]: { auth } } }),
      });
      const env = { DOCKER_CONFIG: path.join(repository.folder, 'docker') };
      const { code, stdout } = await cip(['plan', 'tree', '--rps-per-host', '0'], { env });
      expect(code).toBe(1);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain('add --use-credentials to send the credentials for');
    },
  },
  {
    input: '`service-account` of a registry',
    kpromo: 'ignored without `--use-service-account`',
    ours: 'the same, on the hosts of Google; elsewhere always ignored',
    check: async () => {
      const account = '  service-account: robot@project.iam.gserviceaccount.com\n';
      await repository.write({ [registries]: registriesOf('one', account) });
      await expectPromoted(0, both);
    },
  },
  {
    input: '`kpromo pr`',
    kpromo: 'writes `images.yaml` anew, and opens a pull request on GitHub',
    ours: '`cip manifest add`: adds lines, keeps the rest, and commits with `--commit`, for any forge',
    check: async () => {
      staging.seed('one/app', next, ['v2.0.0']);
      const args = ['manifest', 'add', 'one', 'tree', '--tag', 'v2.0.0', '--allow-single-platform'];
      const { code, stdout, stderr } = await cip(args);
      expect(code, stdout + stderr).toBe(0);
      expect(await repository.git('diff', '--numstat')).toBe(`1\t0\t${images}`);
    },
  },
  {
    input: 'the directory of the manifests',
    kpromo: '`--thin-manifest-dir` or `--manifest`',
    ours: 'the same flags, an argument (`cip promote registry.k8s.io`), or the working directory',
    check: async () => {
      for (const args of [
        ['plan', 'tree'],
        ['--thin-manifest-dir', 'tree'],
      ]) {
        expect((await cip(args)).stdout).toContain('2 to promote');
      }
      const { stdout } = await cip(['plan'], { cwd: path.join(repository.folder, 'tree') });
      expect(stdout).toContain('2 to promote');
    },
  },
  {
    input: 'what a project has agreed on: rules, limits of registries, trust',
    kpromo: 'flags of each job',
    ours: 'the same flags, or `.cip.yaml` beside the manifests, which all programs read; a mistake in it is exit code 2',
    check: async () => {
      const file = 'tree/.cip.yaml';
      await repository.write({ [file]: `registries: {"${production.host}": {rps: 0}}\n` });
      await expectPromoted(0, both);
      await repository.write({ [file]: 'registriez: {}\n' });
      for (const { code, stderr } of [await promote(), await lint()]) {
        expect([code, stderr]).toEqual([2, expect.stringContaining('registriez') as string]);
      }
    },
  },
  {
    input: 'where an image stands',
    kpromo: 'no command',
    ours: '`cip status IMAGE`, with a tag or the beginning of a digest; a misspelt name gives the one that is near',
    check: async () => {
      await promote();
      const found = await cip(['status', `app@${first.slice(0, 19)}`, 'tree']);
      expect([found.code, found.stdout]).toEqual([0, expect.stringContaining('2 in-place')]);
      expect((await cip(['status', 'apq', 'tree'])).stderr).toContain('Did you mean app?');
    },
  },
  {
    input: 'a digest that staging has lost and a region still has',
    kpromo: 'logged, and skipped where it is missing',
    ours: '`cip-lint --online` counts it as there',
    check: async () => {
      await promote();
      staging.deleteManifest('one/app', first);
      const hosts = [staging, production].flatMap(({ host }) => ['--online-host', host]);
      const { code, stdout } = await lint('--base', 'HEAD~1', '--online', ...hosts);
      expect([code, stdout]).toEqual([0, expect.not.stringContaining('digest-missing') as string]);
    },
  },
];

describe('what differs from kpromo', () => {
  it.each(differences)('$input: $ours', async ({ check }) => {
    await check();
  });

  it('stands on the page', () => {
    const [, table = ''] =
      /<!-- differences -->\n([^]*?)<!-- end of differences -->/.exec(operationsText('from-kpromo.md')) ?? [];
    const lines = table.trim().split('\n').slice(2);
    const rows = differences.map(({ input, kpromo, ours }) => `| ${input} | ${kpromo} | ${ours} |`);
    expect(lines.map((line) => line.replaceAll(/ +\|/g, ' |'))).toEqual(rows);
  });
});

/** The arguments of the image promotion jobs in kubernetes/test-infra, config/jobs/kubernetes/sig-k8s-infra, as they stand there. */
const tree = '--thin-manifest-dir=/home/prow/go/src/github.com/kubernetes/k8s.io/registry.k8s.io';
const presubmit = { JOB_TYPE: 'presubmit', PULL_BASE_SHA: 'HEAD~1' };
const certificates = [
  '--certificate-identity-regexp=(krel-staging@k8s-releng-prod.iam.gserviceaccount.com)|(krel-trust@k8s-releng-prod.iam.gserviceaccount.com)',
  '--certificate-oidc-issuer=https://accounts.google.com',
];

describe('a job file of kpromo', () => {
  const local = (args: readonly string[]): string[] =>
    args.map((arg) => arg.replace(/=\/home\/prow\/.*$/, `=${path.join(repository.folder, 'tree')}`));

  it.each([
    [
      'pull-k8sio-cip',
      ['cip', tree, '--use-prow-manifest-diff', ...certificates],
      presubmit,
      '2 to promote',
      [],
    ],
    [
      'post-k8sio-image-promo',
      ['cip', tree, '--use-prow-manifest-diff', '--confirm'],
      { JOB_TYPE: 'postsubmit' },
      '2 promoted',
      both,
    ],
    ['ci-k8sio-image-promo', ['cip', tree, '--confirm'], { JOB_TYPE: 'periodic' }, '2 promoted', both],
    [
      'ci-k8sio-image-promo, with what was added lately',
      ['cip', tree, '--manifest-diff-since=14 days', '--confirm'],
      { JOB_TYPE: 'periodic' },
      'Nothing to do',
      [],
    ],
  ] as const)(
    '%s runs as it stands, but for the name of the program',
    async (_, args, env, says, expected) => {
      const { code, stdout, stderr } = await cip(local(args), { env, cwd: '/' });
      expect(code, stdout + stderr).toBe(0);
      expect(stdout).toContain(says);
      expect(held()).toEqual(expected);
    },
  );

  it.each([
    [
      'pull-k8sio-cip-vuln',
      ['cip', tree, '--use-prow-manifest-diff', '--vuln-severity-threshold=1'],
      'this program has no scanner',
    ],
    [
      'post-k8sio-image-promo-canary',
      ['cip', tree, '--use-service-account=k8s-infra-gcr-promoter@k8s-cip-test-prod.iam.gserviceaccount.com'],
      'is neither true nor false',
    ],
    [
      'post-k8sio-file-promo',
      ['run', 'files', '--manifests=/home/prow/go/src/github.com/kubernetes/k8s.io/artifacts/', '--confirm'],
      'kpromo run files is no command of this program',
    ],
  ])('%s is refused, with the way to do it', async (_, args, says) => {
    const { code, stderr } = await cip(local(args), { env: presubmit });
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
    expect(held()).toEqual([]);
  });
});
