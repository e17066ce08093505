import { printable } from '@cip/oci';
import { fit } from './columns.js';

/** The algorithm and 12 characters; what is no digest stays as it was written. */
export function shortDigest(digest: string): string {
  return /^sha(?:256|512):[0-9a-f]{64,}$/.test(digest) ? digest.slice(0, 19) : fit(printable(digest), 24);
}

/** As many names as fit, and how many there are besides. */
export function listed(names: readonly string[], width: number): string {
  const safe = names.map(printable);
  const whole = safe.join(', ');
  if (whole.length <= width) return whole;
  let shown = 1;
  while (shown < safe.length && safe.slice(0, shown + 1).join(', ').length < width - 9) shown += 1;
  const text = fit(safe.slice(0, shown).join(', '), width);
  return shown === safe.length ? text : `${text}, +${safe.length - shown} more`;
}
