import type { Figures } from './figures.js';
import { allRequests, requestsOf, type Traffic } from './traffic.js';

/** A figure that must not be exceeded. */
export interface Bound {
  readonly what: string;
  readonly figure: number;
  readonly most: number;
}

/** By the name of the contender; only those that were measured and reached the right end state. */
export type Results = ReadonlyMap<string, Figures>;

export function isKept({ figure, most }: Bound): boolean {
  return figure <= most;
}

/** What can be compared between two contenders. */
const measures = {
  wall: (figures: Figures) => figures.wall.median,
  cpu: (figures: Figures) => figures.cpu,
  requests: (figures: Figures) => (figures.traffic ? allRequests(figures.traffic) : NaN),
};

/** At most `most` times what `other` needs; none where one of the two was not measured. */
export function ratio(
  results: Results,
  measure: keyof typeof measures,
  [name, other]: readonly [name: string, other: string],
  most: number,
): readonly Bound[] {
  const [ours, theirs] = [results.get(name), results.get(other)];
  if (!ours || !theirs) return [];
  const figure = measures[measure](ours) / measures[measure](theirs);
  return [{ what: `${measure} of ${name} / ${measure} of ${other}`, figure, most }];
}

const mebibyte = 2 ** 20;

export function peakMemory(results: Results, name: string, mostMebibytes: number): readonly Bound[] {
  const figures = results.get(name);
  if (!figures) return [];
  return [
    { what: `peak memory of ${name}, MiB`, figure: figures.peakMemory / mebibyte, most: mostMebibytes },
  ];
}

/** A count in the traffic of a contender. */
export function traffic(
  results: Results,
  name: string,
  what: string,
  count: (traffic: Traffic) => number,
  most: number,
): readonly Bound[] {
  const counted = results.get(name)?.traffic;
  return counted ? [{ what: `${what} of ${name}`, figure: count(counted), most }] : [];
}

/** What a host's quota lets through: a burst at once, then so many requests each second. */
export interface Quota {
  readonly perSecond: number;
  readonly burst: number;
}

/** At most `most` times as long as the quota of the busiest host makes the same requests take. */
export function quotaLimit(results: Results, name: string, quota: Quota, most: number): readonly Bound[] {
  const figures = results.get(name);
  if (!figures?.traffic) return [];
  const busiest = Math.max(...Object.values(figures.traffic.hosts).map(requestsOf));
  const limit = (busiest - quota.burst) / quota.perSecond;
  if (limit <= 0) return [];
  return [{ what: `wall of ${name} / limit of the quota`, figure: figures.wall.median / limit, most }];
}
