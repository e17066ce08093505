import { expect, it } from 'vitest';
import { runScenario } from './run-scenario.js';
import type { Command, Contender, Scenario, World } from './scenario.js';

function node(script: string): Command {
  return { program: process.execPath, args: ['-e', script] };
}

interface Counted extends World {
  readonly order: string[];
}

function contender(name: string, script: string, more: Partial<Contender<Counted>> = {}): Contender<Counted> {
  const prepare = ({ order }: Counted) => {
    order.push(name);
    return { commands: [node(script)] };
  };
  return { name, prepare, ...more };
}

const order: string[] = [];

function scenario(...contenders: readonly Contender<Counted>[]): Scenario<Counted> {
  order.length = 0;
  return {
    ...{ name: 'test', about: 'print', runs: 2, isReadOnly: true, contenders, bounds: () => [] },
    open: () => Promise.resolve({ order, [Symbol.asyncDispose]: () => Promise.resolve() }),
    differences: (_world, output) => (output === 'right' ? [] : [`printed ${output}`]),
  };
}

const right = "process.stdout.write('right')";

it('contenders take turns', async () => {
  const slow = contender('slow', right, { mostRuns: 1 });
  const { contenders } = await runScenario(scenario(contender('one', right), slow, contender('two', right)), {
    scale: 1,
  });
  expect(order).toEqual(['one', 'slow', 'two', 'one', 'two']);
  expect(contenders.map(({ name, figures }) => [name, figures?.runs])).toEqual([
    ['one', 2],
    ['slow', 1],
    ['two', 2],
  ]);
});

it('processor time and memory of a process are known when it has ended', async () => {
  const busy = `const block = Buffer.alloc(200 * 2 ** 20, 1); const end = performance.now() + 300;
while (performance.now() < end) block[0]++; ${right}`;
  const { contenders } = await runScenario(scenario(contender('busy', busy)), { scale: 1, runs: 1 });
  const [report] = contenders;
  expect(report?.figures?.peakMemory).toBeGreaterThan(200 * 2 ** 20);
  expect(report?.figures?.cpu).toBeGreaterThan(0);
});

it.each([
  ['another end state', "process.stdout.write('wrong')", /^printed wrong$/],
  [
    'a failure',
    "process.stdout.write('half'); throw new Error('no registry')",
    /exit code 1:\nhalf[^]*no registry/,
  ],
])('%s is reported, without figures or another run', async (_, script, failure) => {
  const { contenders } = await runScenario(scenario(contender('bad', script)), { scale: 1 });
  expect(contenders).toEqual([{ name: 'bad', isOurs: true, failures: [expect.stringMatching(failure)] }]);
  expect(order).toEqual(['bad']);
});

it('a program that is not there is left out', async () => {
  const missing = contender('missing', right, { peer: 'no-such-program' });
  const { contenders, leftOut } = await runScenario(scenario(missing), { scale: 1 });
  expect({ contenders, leftOut }).toEqual({ contenders: [], leftOut: ['no-such-program'] });
});
