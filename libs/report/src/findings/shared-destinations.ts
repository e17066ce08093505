import type { ReviewRow } from '@cip/policy';
import { groupBy, hostOf } from '@cip/oci';
import { listed } from '../short-names.js';
import { count, grouped } from '../words.js';

const mostNamed = 3;
const longestList = 120;

/** Where all of some rows go, or more than half of them: `all to us.gcr.io/prod`. Empty where no destinations are shared. */
export function sharedDestinations(rows: readonly ReviewRow[]): string {
  // Registries of subprojects differ in their paths, so hosts are compared.
  const hosts = new Map<readonly string[], string>();
  const hostsIn = (registries: readonly string[]): string => {
    // All digests of an image share one list.
    let text = hosts.get(registries);
    if (text === undefined) hosts.set(registries, (text = hostsOf(registries).join(' ')));
    return text;
  };
  const alike = [...groupBy(rows, ({ registries = [] }) => hostsIn(registries))];
  const [shared, most] = alike.reduce((one, other) => (other[1].length > one[1].length ? other : one));
  if (shared === '' || most.length * 2 <= rows.length) return '';
  const names = namesOf(shared.split(' '), most);
  const list = listed(names, longestList);
  const where =
    names.length <= mostNamed ? list : `${count(names.length, 'registry', 'registries')} (${list})`;
  if (rows.length === 1) return `to ${where}`;
  return `${most.length === rows.length ? 'all' : `${grouped(most.length)} of them`} to ${where}`;
}

function hostsOf(registries: readonly string[]): string[] {
  return [...new Set(registries.map(hostOf))];
}

/** Each host with the path that all registries there have in common. */
function namesOf(hosts: readonly string[], rows: readonly ReviewRow[]): string[] {
  const lists = new Set(rows.map(({ registries = [] }) => registries));
  const registries = new Set([...lists].flat());
  const byHost = groupBy([...registries], hostOf);
  return hosts.flatMap((host) => byHost.get(host)?.reduce(commonPath) ?? []);
}

function commonPath(one: string, other: string): string {
  const [left, right] = [one.split('/'), other.split('/')];
  const end = left.findIndex((part, i) => part !== right[i]);
  return left.slice(0, end === -1 ? left.length : end).join('/');
}
