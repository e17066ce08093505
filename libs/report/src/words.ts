import { formatShard, type Shard } from '@cip/oci';

/** `1 item`, `2 items`, `33,000 items`; the plural form is given where it is not made with an s. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(amount)} ${amount === 1 ? noun : plural}`;
}

/** `Summary`, or `Summary of shard 0/4`. */
export function summaryTitle(shard: Shard | undefined): string {
  return shard ? `Summary of shard ${formatShard(shard)}` : 'Summary';
}

/** A number with a comma between thousands, whatever the locale. */
export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A number of bytes for people, in binary units: `512 B`, `1.5 MiB`. */
export function bytes(amount: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, amount)) / 10));
  const scaled = amount / 1024 ** power;
  return `${power === 0 ? scaled : scaled.toFixed(1)} ${units[power] ?? ''}`;
}

/** With a capital at its start and a full stop at its end. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
