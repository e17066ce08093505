import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What git writes about each of its processes where `GIT_TRACE2_EVENT` names a folder (git, "Trace2 API"). */
interface TraceEvent {
  readonly event: string;
  readonly sid: string;
  readonly time: string;
  readonly argv?: readonly string[];
}

/** How many fetches ran, and how many at a time at most, by what git has traced into a folder. */
export async function fetchesAtATime(
  folder: string,
): Promise<{ readonly all: number; readonly most: number }> {
  const names = await readdir(folder);
  const traces = await Promise.all(names.map(async (name) => readFile(path.join(folder, name), 'utf8')));
  const fetches = traces.map(eventsIn).filter(isFetch);
  const edges = fetches.flatMap((events) => [
    { time: events[0]?.time ?? '', step: 1 },
    { time: events.at(-1)?.time ?? '', step: -1 },
  ]);
  edges.sort((a, b) => (a.time === b.time ? a.step - b.step : a.time < b.time ? -1 : 1));
  let running = 0;
  let most = 0;
  for (const { step } of edges) most = Math.max(most, (running += step));
  return { all: fetches.length, most };
}

function eventsIn(trace: string): TraceEvent[] {
  return trace
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as TraceEvent);
}

/** Of the program itself; what it starts has a slash in its identity. */
function isFetch(events: readonly TraceEvent[]): boolean {
  const start = events.find(({ event }) => event === 'start');
  return start !== undefined && !start.sid.includes('/') && (start.argv ?? []).includes('fetch');
}
