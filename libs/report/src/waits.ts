import { groupBy, printable } from '@cip/oci';
import { grouped } from './words.js';

/** Time that a limit of requests a second took of a run. */
export interface Wait {
  readonly limit: 'rps-per-host' | 'rps-per-group';
  /** The host, or the quota group: on Google's registries, the project. */
  readonly of: string;
  /** Requests a second. */
  readonly perSecond: number;
  /** In which at least one request waited for the limit. */
  readonly seconds: number;
  /** The time of the whole run. */
  readonly ofSeconds: number;
}

/** What a client counted; times in milliseconds. */
export interface WaitTimes {
  readonly elapsedMs: number;
  readonly waits: readonly {
    readonly limit: Wait['limit'] | 'refusal';
    readonly of: string;
    readonly perSecond?: number;
    readonly ms: number;
  }[];
}

/** Hosts with more different limits than this share one sentence. */
const mostSentences = 3;

// Less is not what a run's time goes into.
const leastMs = 1000;
const leastPart = 0.25;

/** The limits that took a good part of a run's time, the longest first. */
export function notableWaits({ elapsedMs, waits }: WaitTimes): Wait[] {
  return waits
    .flatMap(({ limit, of, perSecond, ms }) => {
      if (limit === 'refusal' || perSecond === undefined) return [];
      if (ms < leastMs || ms < elapsedMs * leastPart) return [];
      return [
        { limit, of, perSecond: rounded(perSecond), seconds: inSeconds(ms), ofSeconds: inSeconds(elapsedMs) },
      ];
    })
    .sort((a, b) => b.seconds - a.seconds || (a.of < b.of ? -1 : 1));
}

/**
 * A sentence for each limit: `12 of 20 s were spent waiting for the limit of 80 requests a second of gcr.io
 * (--rps-per-host).` Hosts with the same limit share one, with the longest time; so do all of them when the limits are many,
 * as those are that hosts with quotas of their own have led to.
 */
export function waitSentences(waits: readonly Wait[]): string[] {
  const hosts = waits.filter(({ limit }) => limit === 'rps-per-host');
  const areMany = new Set(hosts.map(({ perSecond }) => perSecond)).size > mostSentences;
  const alike = groupBy(waits, ({ limit, of, perSecond }) =>
    limit === 'rps-per-group' ? `group ${of}` : areMany ? 'hosts' : `${perSecond}`,
  );
  return [...alike.values()].map(sentenceOf);
}

function sentenceOf(alike: readonly [Wait, ...Wait[]]): string {
  const [{ limit, of, seconds, ofSeconds }] = alike;
  const upTo = alike.length > 1 ? 'Up to ' : '';
  const group = `the quota group ${printable(of)}`;
  const host = alike.length > 1 ? `each of ${grouped(alike.length)} hosts` : printable(of);
  const whose = limit === 'rps-per-group' ? group : host;
  return `${upTo}${seconds} of ${ofSeconds} s were spent waiting for the limit of ${rates(alike)} requests a second of ${whose} (--${limit}).`;
}

function rates(waits: readonly Wait[]): string {
  const all = waits.map(({ perSecond }) => perSecond);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return least === most ? `${least}` : `${least} to ${most}`;
}

function inSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

function rounded(rate: number): number {
  return Math.round(rate * 10) / 10;
}
