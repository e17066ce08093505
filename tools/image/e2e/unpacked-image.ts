import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { skopeo } from '@cip/testing';
import { unpackTar } from 'modern-tar';
import { temporaryFolder } from './run-tool.js';

/** What skopeo says of an image's configuration. */
export interface ImageConfig {
  readonly created: string;
  readonly architecture: string;
  readonly config: {
    readonly User: string;
    readonly Env: readonly string[];
    readonly Entrypoint: readonly string[];
    readonly Cmd?: readonly string[];
    readonly WorkingDir: string;
    readonly Labels: Readonly<Record<string, string>>;
  };
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history: readonly { readonly created_by: string }[];
}

export interface ProgramResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The uppermost layer of an image as skopeo brought it here, in a folder of its own. */
export interface UnpackedImage {
  readonly config: ImageConfig;
  /** Everything in the layer. */
  readonly paths: readonly string[];
  /** Runs the entry point of the image with its environment, and as its user when this process may do that. */
  run(args: readonly string[], options: RunOptions): Promise<ProgramResult>;
}

export interface RunOptions {
  readonly cwd: string;
  /** Variables of the image that are left out. */
  readonly without?: readonly string[];
}

/** Fetches an image, `HOST/REPO:TAG`, for linux/amd64, and unpacks its uppermost layer. */
export async function unpackImage(reference: string): Promise<UnpackedImage> {
  const folder = await temporaryFolder();
  // Readable for the user of the image.
  await chmod(folder, 0o755);
  const layout = path.join(folder, 'layout');
  const platform = ['--override-os', 'linux', '--override-arch', 'amd64'];
  await skopeo(...platform, 'copy', '--src-tls-verify=false', `docker://${reference}`, `oci:${layout}:image`);
  const { config, layer } = await readLayout(layout);
  const root = path.join(folder, 'root');
  const paths = await unpack(layer, root);
  return { config, paths, run: (args, options) => runIn(root, config, args, options) };
}

interface Blob {
  readonly digest: string;
}

async function readLayout(layout: string): Promise<{ config: ImageConfig; layer: Buffer }> {
  const blob = ({ digest }: Blob): Promise<Buffer> =>
    readFile(path.join(layout, 'blobs', ...digest.split(':')));
  const json = (bytes: Buffer): unknown => JSON.parse(bytes.toString());
  const index = json(await readFile(path.join(layout, 'index.json'))) as { manifests: [Blob] };
  const manifest = json(await blob(index.manifests[0])) as { config: Blob; layers: Blob[] };
  const config = json(await blob(manifest.config)) as ImageConfig;
  return { config, layer: await blob(manifest.layers.at(-1)!) };
}

async function unpack(layer: Buffer, root: string): Promise<string[]> {
  const entries = await unpackTar(gunzipSync(layer), { strict: true });
  for (const { header, data } of entries) {
    const target = path.join(root, header.name);
    await mkdir(data ? path.dirname(target) : target, { recursive: true });
    if (data) await writeFile(target, data, { mode: header.mode ?? 0 });
  }
  return entries.map(({ header }) => `/${header.name}`);
}

async function runIn(
  root: string,
  { config }: ImageConfig,
  args: readonly string[],
  { cwd, without = [] }: RunOptions,
): Promise<ProgramResult> {
  const [command = '', ...first] = config.Entrypoint;
  const variables = config.Env.map(splitVariable).filter(([name]) => !without.includes(name));
  const PATH = [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter);
  // Git then behaves as it does towards what is mounted.
  const env = { PATH, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1', ...Object.fromEntries(variables) };
  const program = path.join(root, 'usr/local/bin', command);
  const options = { cwd, env, timeout: 60_000, ...(await userOf(config.User)) };
  try {
    return { code: 0, ...(await promisify(execFile)(program, [...first, ...args], options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as ProgramResult;
    if (typeof code !== 'number') throw error;
    return { code, stdout, stderr };
  }
}

function splitVariable(line: string): [name: string, value: string] {
  const equals = line.indexOf('=');
  return [line.slice(0, equals), line.slice(equals + 1)];
}

/** The user of the image, for a process that may become it and then can still run node. */
async function userOf(user: string): Promise<{ uid?: number; gid?: number }> {
  const [uid = 0, gid = 0] = user.split(':').map(Number);
  try {
    await promisify(execFile)(process.execPath, ['--version'], { uid, gid, cwd: '/' });
    return { uid, gid };
  } catch {
    return {};
  }
}
