import { BlockList, isIP } from 'node:net';

/** IPv4 that is not globally reachable (IANA IPv4 Special-Purpose Address Registry), multicast and reserved addresses. */
const special4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Special parts of `2000::/3`: protocol assignments with Teredo, documentation, and 6to4, which has an IPv4 address inside. */
const special6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Prefixes of 96 bits with an IPv4 address behind them: mapped addresses (RFC 4291) and NAT64 (RFC 6052). */
const prefixes4in6 = ['::ffff:', '64:ff9b::'];

const reachable = new BlockList();
reachable.addSubnet('0.0.0.0', 0, 'ipv4');
reachable.addSubnet('2000::', 3, 'ipv6');
for (const prefix of prefixes4in6) reachable.addSubnet(`${prefix}0.0.0.0`, 96, 'ipv6');

const special = new BlockList();
for (const [network, bits] of special4) {
  special.addSubnet(network, bits, 'ipv4');
  for (const prefix of prefixes4in6) special.addSubnet(`${prefix}${network}`, 96 + bits, 'ipv6');
}
for (const [network, bits] of special6) special.addSubnet(network, bits, 'ipv6');

/**
 * True for an address that the whole internet reaches. Loopback, link-local, private, shared, unspecified, multicast and
 * reserved addresses are not public, in whatever notation and also inside an IPv6 address. Nor is a text that is no address.
 */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  // A zone, `fe80::1%eth0`, belongs to link-local addresses alone.
  if (version === 0 || address.includes('%')) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return reachable.check(address, family) && !special.check(address, family);
}
