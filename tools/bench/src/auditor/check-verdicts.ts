import { countExpected, countOf, type PlannedEvent } from './planned-event.js';
import type { WrongAnswer } from './send-events.js';

/** Whatever is not as it should be, one line each; the first ones of what is wrong in many cases. */
export function wrongVerdicts(
  events: readonly PlannedEvent[],
  wrong: readonly WrongAnswer[],
  said: { readonly log: string; readonly metrics: string },
): string[] {
  const expected = countExpected(events);
  return [
    ...wrong.slice(0, 5).map(({ event, got }) => `${event.id}: ${got} instead of ${event.expected}`),
    ...differences('the log', expected, countOf(loggedVerdicts(said.log))),
    ...differences('the metrics', expected, countedVerdicts(said.metrics)),
  ];
}

function differences(
  where: string,
  expected: ReadonlyMap<string, number>,
  found: ReadonlyMap<string, number>,
): string[] {
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((key) => (expected.get(key) ?? 0) !== (found.get(key) ?? 0))
    .map((key) => `${where}: ${key} ${found.get(key) ?? 0} times instead of ${expected.get(key) ?? 0}`);
}

function* loggedVerdicts(log: string): Iterable<string> {
  for (const line of log.split('\n')) {
    if (!line.startsWith('{')) continue;
    const { verdict, reason } = JSON.parse(line) as { verdict?: string; reason?: string };
    if (verdict !== undefined) yield `${verdict} ${reason}`;
  }
}

/** What is counted as anything else than a verdict is there, too. */
function countedVerdicts(metrics: string): ReadonlyMap<string, number> {
  const line = /^cip_auditor_events_total\{verdict="(\w+)",reason="([\w-]+)"\} (\d+)$/gm;
  const counted = [...metrics.matchAll(line)].map(
    ([, verdict, reason, count]) => [`${verdict} ${reason}`, Number(count)] as const,
  );
  return new Map(counted);
}
