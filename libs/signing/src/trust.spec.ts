import { expect, it } from 'vitest';
import { readTrustRoot, TrustError } from './trust.js';

it.each([
  ['something that does not print', '\u001b[2J\u202e'],
  ['something very long', 'a'.repeat(10_000)],
])('a trust root with %s is refused in a short line that prints', (_, hashAlgorithm) => {
  const read = () => readTrustRoot(JSON.stringify({ tlogs: [{ hashAlgorithm }] }), 'trusted_root.json');
  expect(read).toThrow(TrustError);
  expect(read).toThrow(/^trusted_root\.json is not a Sigstore trust root: [\x20-\x7e]{1,400}$/);
});
