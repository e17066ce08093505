import type { Digest } from '@cip/oci';
import type { BaseConfig } from './base-config.js';
import type { HealthCheck, ImageFacts } from './image-facts.js';
import { isObject, type JsonObject, stringsOf } from './json-object.js';

/** What is put on top of a base. */
export interface Addition {
  readonly facts: ImageFacts;
  readonly diffId: Digest;
  /** On top of those of the facts. */
  readonly labels: Readonly<Record<string, string>>;
  /** In the form of RFC 3339. Default: that of the base. */
  readonly created?: string;
}

/** The configuration of an image: that of the base, with what a Dockerfile of the same facts would change. */
export function imageConfig(base: BaseConfig, addition: Addition): JsonObject {
  const { facts, diffId } = addition;
  const created = addition.created ?? base.created ?? '1970-01-01T00:00:00Z';
  const { os, architecture, variant } = base.platform;
  const command = `COPY ${facts.program} ${facts.chunks} # npm run image`;
  return {
    created,
    architecture,
    os,
    ...(base.osVersion !== undefined && { 'os.version': base.osVersion }),
    ...(variant !== undefined && { variant }),
    config: executionOf(base.execution, addition),
    rootfs: { type: 'layers', diff_ids: [...base.diffIds, diffId] },
    history: [...base.history, { created, created_by: command }],
  };
}

function executionOf(base: JsonObject, { facts, labels }: Addition): JsonObject {
  // An entry point makes the base's arguments void, as in a Dockerfile.
  const { Cmd: _arguments, ...rest } = base;
  const { defaultArguments, port, healthCheck } = facts;
  const ports = { ...objectOf(base['ExposedPorts']), ...(port !== undefined && { [`${port}/tcp`]: {} }) };
  return {
    ...rest,
    User: facts.user,
    ...(Object.keys(ports).length > 0 && { ExposedPorts: ports }),
    Env: mergeEnv(stringsOf(base['Env']) ?? [], facts.env),
    Entrypoint: facts.entrypoint,
    ...(defaultArguments.length > 0 && { Cmd: defaultArguments }),
    ...(healthCheck && { Healthcheck: dockerHealthCheck(healthCheck) }),
    WorkingDir: facts.workingDirectory,
    Labels: { ...objectOf(base['Labels']), ...facts.labels, ...labels },
  };
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** A variable that the base has keeps its place. */
function mergeEnv(base: readonly string[], added: Readonly<Record<string, string>>): string[] {
  const variables = new Map(base.map((line) => splitVariable(line)));
  for (const [name, value] of Object.entries(added)) variables.set(name, value);
  return [...variables].map(([name, value]) => `${name}=${value}`);
}

function splitVariable(line: string): [name: string, value: string] {
  const equals = line.indexOf('=');
  return equals < 0 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
}

/** Docker's own addition to the format, with times in nanoseconds. */
function dockerHealthCheck({ command, interval, timeout, startPeriod }: HealthCheck): JsonObject {
  const nanoseconds = 1e9;
  return {
    Test: ['CMD', ...command],
    Interval: interval * nanoseconds,
    Timeout: timeout * nanoseconds,
    StartPeriod: startPeriod * nanoseconds,
  };
}
