import { ExpectedError } from '@cip/runtime';
import type { Act } from './acts.js';
import { holdingsOf } from './holdings.js';
import { keyOf } from './holdings-table.js';
import type { CipRun } from './run-cip.js';
import { folders, type Stage } from './stage.js';

/** What the demo says is not what happened. */
export class DemoFailedError extends ExpectedError {
  constructor(message: string) {
    super(`this is not as the demo says: ${message}`, 'Please report it with everything above.');
    this.name = 'DemoFailedError';
  }
}

/** Compares what an act led to with what it promised. Throws {@link DemoFailedError}. */
export function checkAct(act: Act, run: CipRun, stage: Stage): void {
  demand(
    run.exitCode === act.exitCode,
    `exit code ${act.exitCode} was expected, not ${run.exitCode ?? 'a signal'}`,
  );
  for (const text of act.says) demand(run.output.includes(text), `the output has no ${JSON.stringify(text)}`);
  checkRequests(act, stage);
  const wanted = act.production.flatMap(({ name, image, tags }) => {
    const held = { repository: `${folders.production}/${name}`, digest: image.descriptor.digest };
    return tags.length === 0 ? [keyOf(held)] : tags.map((tag) => keyOf({ ...held, tag }));
  });
  for (const { name, registry } of stage.regions) {
    const found = holdingsOf(registry).map(keyOf);
    const same = found.sort().join('\n') === wanted.sort().join('\n');
    demand(same, `${name} holds\n${found.join('\n')}\ninstead of\n${wanted.join('\n')}`);
  }
}

/** Begins to count requests anew. */
export function resetCounts({ staging, regions }: Stage): void {
  for (const registry of [staging, ...regions.map((region) => region.registry)]) registry.resetCounts();
}

function checkRequests(act: Act, { staging, regions }: Stage): void {
  demand(staging.writes === 0, 'staging was written to');
  for (const { name, registry } of regions) {
    demand(!act.readsOnly || registry.writes === 0, `${name} was written to`);
    demand(registry.count({ method: 'DELETE' }) === 0, `something was to be deleted in ${name}`);
  }
  const downloads = staging.requests.filter(({ kind, method }) => kind === 'blob' && method === 'GET');
  const blobs = new Set(downloads.map(({ reference }) => reference));
  demand(downloads.length === blobs.size, `${downloads.length} downloads of ${blobs.size} blobs of staging`);
}

function demand(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new DemoFailedError(otherwise);
}
