import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';

/** The size and the flaws of a workload. */
export interface FleetWorkloadOptions {
  /** The folder of the thin manifest tree whose shape is taken. */
  readonly shape: string;
  /** How many digests are taken from the tree. Default: all. */
  readonly images?: number;
  /** The share of digests that production has already, 0 to 1. Default: 0.98. */
  readonly promoted?: number;
  /** Default: 7. */
  readonly seed?: number;
  /** How many production registries. Default: 2. */
  readonly production?: number;
  /** Bytes of each layer. Default: 4096. */
  readonly layerSize?: number;
  /** Digests to be promoted that staging lacks. Default: 0. */
  readonly missingSources?: number;
  /** Tags that point to another digest in one production repository each. Default: 0. */
  readonly movedTags?: number;
}

/** A thin manifest tree, and what the registries of a fleet hold before it is promoted. */
export interface FleetWorkload {
  /** The tree, with `manifests/` and `images/`. */
  readonly folder: string;
  readonly seedFile: string;
  readonly staging: string;
  readonly production: readonly string[];
}

/** Writes a workload for a staging registry on the port `first` and production registries on the ports after it. */
export async function fleetGenerate(
  program: string,
  first: number,
  options: FleetWorkloadOptions,
): Promise<FleetWorkload> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fleet-workload-'));
  const production = Array.from({ length: options.production ?? 2 }, (_, i) => `127.0.0.1:${first + 1 + i}`);
  const staging = `127.0.0.1:${first}`;
  const flags = {
    shape: options.shape,
    out: folder,
    staging,
    'prod-hosts': production.join(','),
    images: options.images,
    promoted: options.promoted,
    seed: options.seed,
    'layer-size': options.layerSize,
    'missing-src': options.missingSources,
    'tag-moved': options.movedTags,
  };
  await execa(program, ['gen', ...flagsOf(flags)]);
  return { folder, seedFile: path.join(folder, 'seed.json'), staging, production };
}

/** What a host holds after a complete promotion, as sorted lines `repository@digest,tag` or `repository@digest,-`. */
export async function fleetExpect(program: string, seedFile: string, host: string): Promise<string[]> {
  const { stdout } = await execa(program, ['expect', '-load', seedFile, '-host', host], {
    maxBuffer: 2 ** 30,
  });
  return stdout.split('\n').filter((line) => line !== '');
}

/** Command-line flags in Go's form; what is undefined is left out. */
export function flagsOf(flags: Readonly<Record<string, string | number | boolean | undefined>>): string[] {
  return Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`-${name}=${value}`]));
}
