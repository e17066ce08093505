import { expect, it } from 'vitest';
import { peersOutcome, type PeerTimes } from './peers-outcome.js';

const well = { failures: [], isGivenUp: false };
const ours: PeerTimes = { ...well, name: 'cip promote', first: [8000, 9000, 30_000], noOp: [700, 600, 650] };
const crane: PeerTimes = { ...well, name: 'crane cp loop', first: [18_000], noOp: [] };
const regsync: PeerTimes = { ...well, name: 'regsync once', first: [10_000], noOp: [520] };

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

it('a peer whose run failed once is compared, and the failure is reported', () => {
  const { lines, passed } = peersOutcome(ours, [{ ...crane, failures: ['crane cp a b: refused'] }], []);
  expect(lines.slice(-3)).toEqual([
    'first promotion: 0.50 times crane cp loop, within 1',
    'crane cp loop failed and was run again:',
    'crane cp a b: refused',
  ]);
  expect(passed).toBe(true);
});

it.each([
  ['a peer', ours, { ...crane, first: [], failures: ['x', 'x'], isGivenUp: true }, 'crane cp loop'],
  ['ours', { ...ours, first: [], failures: ['x', 'x'], isGivenUp: true }, crane, 'cip promote'],
])('%s that failed twice is not compared, and the benchmark fails', (_, first, second, name) => {
  const { lines, passed } = peersOutcome(first, [second], []);
  expect(lines).toHaveLength(4);
  expect(lines[1]).toBe(`${name} failed twice in a row, so it is not compared:`);
  expect(passed).toBe(false);
});

it('says which programs are missing', () => {
  expect(peersOutcome(ours, [], ['crane']).lines.at(-1)).toBe(
    'left out: crane is not on the PATH (--crane FILE names it)',
  );
});
