import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Image } from '../images/image.js';
import { writeTree } from '../manifests/write-tree.js';
import { startRegistry } from '../registry/start-registry.js';
import { type CommandResult, startCommand } from '../run-command.js';
import { TemporaryFolders } from '../temporary-folders.js';
import { type GoogleProjects, googleProjects, noGoogleProjects } from './google-projects.js';

/** Repository → images with their tags. */
export type Contents = Readonly<Record<string, readonly (readonly [Image, readonly string[]])[]>>;

/** Round trips in real projects, each below a path of its own. Programs run with the credentials of whoever runs the tests. */
export class GoogleRun implements AsyncDisposable {
  readonly #folders = new TemporaryFolders();

  constructor(
    readonly projects: GoogleProjects,
    /** The folder with the built apps. */
    readonly apps: string,
  ) {}

  /** A place in each project that nobody used before. */
  uniquePlaces(): GoogleProjects {
    const place = `e2e-${randomUUID()}`;
    const { staging, production, backup } = this.projects;
    return {
      staging: `${staging}/${place}`,
      production: production.map((prefix) => `${prefix}/${place}`),
      backup: `${backup}/${place}`,
    };
  }

  run(app: string, ...args: readonly string[]): Promise<CommandResult> {
    const bundle = path.join(this.apps, app, 'main.js');
    return startCommand(bundle, args, { env: credentials(), timeout: 300_000 }).finished;
  }

  /** A tree that promises the contents in all destinations; gives its folder. */
  async writeTree(source: string, destinations: readonly string[], contents: Contents): Promise<string> {
    const folder = await this.#folders.create();
    const images = Object.entries(contents).map(([name, list]) => [
      name,
      Object.fromEntries(list.map(([{ descriptor }, tags]) => [descriptor.digest, tags])),
    ]);
    const project = { source, destinations, images: Object.fromEntries(images) as Record<string, never> };
    await writeTree(folder, { project });
    return folder;
  }

  /** Puts contents into places: promotes them from a registry in this process. */
  async fill(destinations: readonly string[], contents: Contents): Promise<CommandResult> {
    await using registry = await startRegistry();
    for (const [name, list] of Object.entries(contents)) {
      for (const [image, tags] of list) registry.seed(`images/${name}`, image, tags);
    }
    const tree = await this.writeTree(`${registry.host}/images`, destinations, contents);
    return await this.run('promoter', 'promote', '--thin-manifest-dir', tree, '--confirm');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folders.remove();
  }
}

/**
 * What the variables `CIP_E2E_…` name; undefined, with the reason on stderr, when none is set. Throws
 * `GoogleProjectsError` when they are half set.
 */
export function googleRun(apps: string): GoogleRun | undefined {
  const projects = googleProjects(process.env);
  if (projects) return new GoogleRun(projects, apps);
  process.stderr.write(`left out: ${noGoogleProjects}\n`);
  return undefined;
}

/** What Google's library and Docker's configuration need of the environment. */
function credentials(): Record<string, string> {
  const names = ['HOME', 'DOCKER_CONFIG', 'GOOGLE_APPLICATION_CREDENTIALS', 'CLOUDSDK_CONFIG'];
  const found = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const home = process.env['HOME'];
  const config = process.env['DOCKER_CONFIG'] ?? (home !== undefined && path.join(home, '.docker'));
  return { ...Object.fromEntries(found), ...(config !== false && { DOCKER_CONFIG: config }) };
}
