import { expect, it } from 'vitest';
import { peersOutcome, type PeerTimes } from './peers-outcome.js';

const ours: PeerTimes = { name: 'cip promote', first: [8000, 9000, 30_000], noOp: [700, 600, 650] };
const crane: PeerTimes = { name: 'crane cp loop', first: [18_000], noOp: [] };
const regsync: PeerTimes = { name: 'regsync once', first: [10_000], noOp: [520] };

it('shows medians and ratios', () => {
  const { lines, passed } = peersOutcome(ours, [crane, regsync], []);
  expect(lines).toEqual([
    'cip promote        9.00 s first    0.65 s nothing to do',
    'crane cp loop     18.00 s first',
    'regsync once      10.00 s first    0.52 s nothing to do',
    'first promotion: 0.50 times crane cp loop, within 1',
    'first promotion: 0.90 times regsync once',
    'nothing to do: 1.25 times regsync once, within 1.3',
  ]);
  expect(passed).toBe(true);
});

it('a bound that is exceeded fails', () => {
  const { lines, passed } = peersOutcome(ours, [{ ...regsync, noOp: [400] }], []);
  expect(lines.at(-1)).toBe('nothing to do: 1.63 times regsync once, beyond 1.3');
  expect(passed).toBe(false);
});

it('says which programs are missing', () => {
  expect(peersOutcome(ours, [], ['crane']).lines.at(-1)).toBe(
    'left out: crane is not on the PATH (--crane FILE names it)',
  );
});
