import { expect, it } from 'vitest';
import { run, start } from './testing/run-script.js';
import { SignalError, withSignals } from './signals.js';

const head = `import { runMain, SignalError, withSignals } from './index.js';
const program = { name: 'cip' };
const aborted = (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
const alive = setInterval(() => {}, 1e6);
`;

function main(body: string): string {
  return `${head}await runMain(() => withSignals(async (signal) => { ${body} }), program);`;
}

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s aborts the work and ends with %i after it has cleaned up', async (name, code) => {
  const running = await start(
    main(`
      process.stderr.write('ready\\n');
      try { await aborted(signal); } finally {
        await new Promise((resolve) => setTimeout(resolve, 20));
        process.stdout.write('report');
      }`),
  );
  await running.says('ready');
  running.child.kill(name);
  expect(await running.result).toEqual({
    code,
    stdout: 'report',
    stderr: `ready\n${name}: stopping cleanly; send it again to stop at once\n`,
  });
});

it('ends with the code of the signal when the work answers after it, too', async () => {
  const running = await start(
    main(`process.stderr.write('ready\\n'); await aborted(signal).catch(() => undefined); return 1;`),
  );
  await running.says('ready');
  running.child.kill('SIGTERM');
  expect(await running.result).toMatchObject({ code: 143 });
});

it('ends after the grace that was given, whatever the work does', async () => {
  const body = "process.stderr.write('ready\\n'); return new Promise(() => alive);";
  const running = await start(
    `${head}await runMain(() => withSignals(async (signal) => { ${body} }, { grace: 10 }), program);`,
  );
  await running.says('ready');
  running.child.kill('SIGTERM');
  expect(await running.result).toMatchObject({ code: 143 });
});

it('ends at once at a second signal', async () => {
  const running = await start(main(`process.stderr.write('ready\\n'); return new Promise(() => alive);`));
  await running.says('ready');
  running.child.kill('SIGTERM');
  await running.says('stopping cleanly');
  running.child.kill('SIGINT');
  expect(await running.result).toMatchObject({ code: 130 });
});

it('does not hide a bug that shows while it stops', async () => {
  const running = await start(
    main(
      `process.stderr.write('ready\\n'); await aborted(signal).catch(() => { throw new TypeError('oh'); });`,
    ),
  );
  await running.says('ready');
  running.child.kill('SIGINT');
  const { code, stderr } = await running.result;
  expect(code).toBe(70);
  expect(stderr).toContain('TypeError: oh');
});

it('answers the code of work that nothing stops, and leaves no handler', async () => {
  const before = process.listenerCount('SIGTERM');
  expect(
    await withSignals((signal) => {
      expect(process.listenerCount('SIGTERM')).toBe(before + 1);
      return Promise.resolve(signal.aborted ? 1 : 3);
    }),
  ).toBe(3);
  await expect(withSignals(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(process.listenerCount('SIGTERM')).toBe(before);
});

it('takes a signal that arrives twice in a moment for one', async () => {
  const stops: string[] = [];
  const work = withSignals(
    async (signal) => {
      process.emit('SIGINT', 'SIGINT');
      process.emit('SIGINT', 'SIGINT');
      await Promise.resolve();
      expect(signal.reason).toEqual(new SignalError('SIGINT'));
      throw new Error('wrapped', { cause: signal.reason });
    },
    { onStop: (signal) => stops.push(signal) },
  );
  expect(await work).toBe(130);
  expect(stops).toEqual(['SIGINT']);
});

it('is not needed by a program that is done', async () => {
  expect(await run(main('clearInterval(alive); return 0;'))).toMatchObject({ code: 0, stderr: '' });
});
