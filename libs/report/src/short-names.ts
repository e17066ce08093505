import { printable } from '@cip/oci';
import { fit } from './columns.js';

/** The algorithm and 12 characters; what is no digest stays as it was written. */
export function shortDigest(digest: string): string {
  return /^sha(?:256|512):[0-9a-f]{64,}$/.test(digest) ? digest.slice(0, 19) : fit(printable(digest), 24);
}

/** As many names as fit, and how many there are besides. */
export function listed(names: readonly string[], width: number): string {
  const whole = printable(names.join(', '));
  if (whole.length <= width) return whole;
  let shown = 1;
  while (names.slice(0, shown + 1).join(', ').length < width - 9) shown += 1;
  const text = fit(printable(names.slice(0, shown).join(', ')), width);
  return shown === names.length ? text : `${text}, +${names.length - shown} more`;
}
