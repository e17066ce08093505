import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { type CipResult, startCip, temporaryFolder } from './run-cip.js';
import {
  images,
  type JsonReport,
  promoteArguments,
  reportOf,
  startWorld,
  wanted,
  type World,
} from './world.js';

const stops = [
  { signal: 'SIGTERM', code: 143 },
  { signal: 'SIGINT', code: 130 },
] as const;

/** With these, a registry that is silent behind a gate does not end the run in the time that a test has; the signal must. */
const patient = ['--first-answer-within', '60s'];
const patience = { idleTimeout: '60s' };

/** Every tag but that of `tools` was read back. */
function allButTools(registry: TestRegistry): boolean {
  const { untagged } = images;
  const tags = Object.values(wanted).flatMap((list) => list.flatMap(([, own]) => own));
  const references = [...tags.filter((tag) => !['v3', 'v6', 'v7'].includes(tag)), untagged.descriptor.digest];
  return references.every(
    (reference) => registry.count({ kind: 'manifest', method: 'HEAD', reference, status: 200 }) > 0,
  );
}

function summaryOf(items: JsonReport['items']): string[] {
  return items.map(
    ({ image, destination, state }) => `${image} ${destination.replace(/^.*?\//, '')} ${state}`,
  );
}

/** Stops a run where `tools` is not written in one region, written but not read back in the other; the rest is done. */
async function stopInTheMiddle(
  world: World,
  signal: NodeJS.Signals,
  more: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CipResult> {
  const { us, eu, folder } = world;
  const gates = [
    us.gate({ kind: 'manifest', method: 'PUT', reference: 'v3' }),
    eu.gate({ kind: 'manifest', method: 'PUT', reference: 'v3' }),
    // The first HEAD is that of the plan.
    eu.gate({ kind: 'manifest', method: 'HEAD', reference: 'v3', nth: 2 }),
  ] as const;
  const running = startCip([...promoteArguments(folder, patience), ...patient, ...more], { env });
  await expect.poll(() => allButTools(us) && allButTools(eu), { timeout: 15_000 }).toBe(true);
  // A round trip later, the program has taken note of what it read back.
  gates[1].open();
  await gates[2].arrived;
  running.kill(signal);
  const result = await running.finished;
  for (const gate of gates) gate.open();
  return result;
}

describe.each(stops)('$signal', ({ signal, code }) => {
  it('during a promotion says what was done and what was not; the next run does the rest', async () => {
    await using world = await startWorld();
    const artifacts = await temporaryFolder();
    const result = await stopInTheMiddle(world, signal, [], { ARTIFACTS: artifacts });
    expect(result).toMatchObject({ code, signal: null });
    expect(result.stderr).toBe(`${signal}: stopping cleanly; send it again to stop at once\n`);
    expect(result.stdout).toContain('Promoted: 8 items (');
    expect(result.stdout).toContain(`Not done (interrupted by ${signal}): 2 items (`);
    expect(result.stdout).toMatch(
      new RegExp(
        `Summary: 8 promoted \\(2 by tag only\\), 4 in place, 2 not done; .*interrupted by ${signal}`,
      ),
    );
    const report = JSON.parse(await readFile(path.join(artifacts, 'cip.json'), 'utf8')) as JsonReport;
    expect(report.summary).toMatchObject({ promoted: 8, planned: 2, existing: 4, failed: 0 });
    const junit = await readFile(path.join(artifacts, 'junit_cip.xml'), 'utf8');
    expect(junit).toContain(`${world.us.host}/prod/tools`);
    await Promise.all(world.production.map((registry) => registry.idle()));
    const next = await world.promote();
    expect(next.code).toBe(0);
    expect(reportOf(next).summary).toMatchObject({ planned: 0, failed: 0, blocked: 0 });
    expect(world.us.digestSet()).toContain(`prod/tools@${images.tools.descriptor.digest},v3`);
    expect(world.us.digestSet()).toEqual(world.eu.digestSet());
  });

  it('during a promotion leaves a whole JSON report', async () => {
    await using world = await startWorld();
    const result = await stopInTheMiddle(world, signal, ['--format', 'json']);
    expect(result.code).toBe(code);
    const states = summaryOf(reportOf(result).items).sort();
    const done = ['app', 'app', 'app', 'retagged'].map((name) => `${name} prod/${name} promoted`);
    expect(states).toEqual([...done, ...done, ...Array<string>(2).fill('tools prod/tools planned')].sort());
  });

  it('while planning ends with a report, and nothing is written', async () => {
    await using world = await startWorld();
    const gate = world.us.gate({ kind: 'tags' });
    const running = startCip([...promoteArguments(world.folder, patience), ...patient, '--format', 'json']);
    await gate.arrived;
    running.kill(signal);
    const result = await running.finished;
    gate.open();
    expect(result).toMatchObject({ code, signal: null });
    expect(reportOf(result)).toMatchObject({ command: 'promote', summary: { promoted: 0 }, items: [] });
    expect(world.us.writes + world.eu.writes).toBe(0);
  });
});
