import { rm } from 'node:fs/promises';
import { FleetControl } from './fleet-control.js';
import { fleetProgram } from './fleet-program.js';
import {
  fleetExpect,
  fleetGenerate,
  flagsOf,
  type FleetWorkload,
  type FleetWorkloadOptions,
} from './fleet-workload.js';
import { freePorts } from './free-ports.js';
import { type Service, ServiceFailedError, startService } from './service.js';

/** What a fleet is started with. */
export interface FleetOptions {
  /** How many empty registries; those of a workload come from its options. Default: 2. */
  readonly hosts?: number;
  /** Content to start with. */
  readonly workload?: FleetWorkloadOptions;
  /** Flags of `fleet serve` without the dash, for instance `{ latency: '20ms', plain: true }`. */
  readonly flags?: Readonly<Record<string, string | number | boolean>>;
  /** How long it may take to load the content, in seconds. Default: 30. */
  readonly readyWithin?: number;
}

/** Running registries that share no code with this project. */
export class Fleet extends FleetControl implements AsyncDisposable {
  constructor(
    control: string,
    /** `127.0.0.1:PORT` of each registry; with a workload staging first, then production. */
    readonly hosts: readonly string[],
    readonly workload: FleetWorkload | undefined,
    private readonly program: string,
    private readonly service: Service,
  ) {
    super(control);
  }

  /** What a host of the workload holds after a complete promotion. */
  async expected(host: string): Promise<string[]> {
    if (!this.workload) throw new Error('the fleet was started without a workload');
    return fleetExpect(this.program, this.workload.seedFile, host);
  }

  /** Ends the program and removes the workload. */
  async close(): Promise<void> {
    await this.service.stop();
    if (this.workload) await rm(this.workload.folder, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

const attempts = 5;

/**
 * Starts a fleet on free ports. Undefined when `CIP_TEST_FLEET` is not set, with the reason on stderr;
 * `CIP_REQUIRE_REAL_REGISTRY=1` makes that a `RealRegistryRequiredError`.
 */
export async function startFleet(options: FleetOptions = {}): Promise<Fleet | undefined> {
  const program = await fleetProgram();
  if (program === undefined) return undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(program, options);
    } catch (error) {
      const taken = error instanceof ServiceFailedError && error.output.includes('address already in use');
      if (!taken || attempt === attempts) throw error;
    }
  }
}

async function startOn(program: string, options: FleetOptions): Promise<Fleet> {
  const count = options.workload ? 1 + (options.workload.production ?? 2) : (options.hosts ?? 2);
  const first = await freePorts(count + 1);
  const control = `127.0.0.1:${first + count}`;
  const hosts = Array.from({ length: count }, (_, i) => `127.0.0.1:${first + i}`);
  const workload = options.workload && (await fleetGenerate(program, first, options.workload));
  try {
    const flags = { ports: hosts.join(','), control, load: workload?.seedFile, ...options.flags };
    const args = ['serve', ...flagsOf(flags)];
    const { readyWithin } = options;
    const service = await startService({
      ...{ program, args, ready: /control on/ },
      ...(readyWithin !== undefined && { readyWithin }),
    });
    return new Fleet(control, hosts, workload, program, service);
  } catch (error) {
    if (workload) await rm(workload.folder, { recursive: true, force: true });
    throw error;
  }
}
