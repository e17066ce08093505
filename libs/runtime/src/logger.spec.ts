import { expect, it } from 'vitest';
import { createLogger, type LoggerOptions } from './logger.js';
import { run } from './testing/run-script.js';

const time = new Date('2026-03-04T12:03:04.567Z');

async function logged(
  options: LoggerOptions,
  use: (logger: Awaited<ReturnType<typeof createLogger>>) => void,
): Promise<string[]> {
  const lines: string[] = [];
  use(await createLogger({ ...options, now: () => time, write: (text) => lines.push(text) }));
  return lines;
}

it('writes short lines', async () => {
  const lines = await logged({}, (logger) => {
    logger.warn('tag moved', { host: 'us.gcr.io', tries: 3, reason: 'two words' });
    logger.error('gone', { error: new Error('outer', { cause: new Error('inner') }) });
  });
  expect(lines).toEqual([
    '12:03:04 warn  tag moved host=us.gcr.io tries=3 reason="two words"\n',
    '12:03:04 error gone error="outer: inner"\n',
  ]);
});

it("writes JSON with Cloud Logging's names, which no field replaces", async () => {
  const lines = await logged({ format: 'json', level: 'debug' }, (logger) => {
    logger.warn('hello', { message: 'no', severity: 'no', level: 'no', host: 'us.gcr.io' });
    logger.debug('bye');
  });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { severity: 'WARNING', message: 'hello', time: time.toISOString(), level: 'no', host: 'us.gcr.io' },
    { severity: 'DEBUG', message: 'bye', time: time.toISOString() },
  ]);
});

it('tells an error in JSON with its code, causes and stack', async () => {
  const error = Object.assign(new TypeError('outer', { cause: 'inner' }), { code: 'E1' });
  const [line = ''] = await logged({ format: 'json' }, (logger) => {
    logger.error('gone', { error });
  });
  expect(JSON.parse(line)).toMatchObject({
    severity: 'ERROR',
    error: { name: 'TypeError', message: 'outer', code: 'E1', causes: ['inner'], stack: error.stack },
  });
});

it('leaves out what is less important than its level', async () => {
  const lines = await logged({ level: 'warn' }, (logger) => {
    logger.info('no');
    logger.debug('no');
    logger.warn('yes');
  });
  expect(lines).toHaveLength(1);
});

it('adds the fields of a child to each line', async () => {
  const [line] = await logged({}, (logger) => {
    logger.child({ shard: 1 }).child({ host: 'a' }).info('x', { n: 2 });
  });
  expect(line).toBe('12:03:04 info  x shard=1 host=a n=2\n');
});

it.each(['text', 'json'] as const)('escapes control characters as %s', async (format) => {
  const nasty = 'a\r\n\u001b[2J\u009b\u202eb';
  const lines = await logged({ format }, (logger) => {
    logger.info(nasty, { [nasty]: nasty });
  });
  expect(lines.join('').slice(0, -1)).not.toMatch(/[\u0000-\u001f\u0080-\u009f\u202e]/);
  if (format === 'json') expect(JSON.parse(lines.join(''))).toMatchObject({ message: nasty, [nasty]: nasty });
});

it.each(['text', 'json'] as const)('writes whatever it is given as %s', async (format) => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  const [line = ''] = await logged({ format }, (logger) => {
    logger.info('x', { severity: loop, loop, big: 10n, none: undefined, map: new Map([['a', 1]]) });
  });
  expect(line).toContain('(not writable)');
  expect(line).not.toContain('none');
  expect(line).toContain('10');
  if (format === 'json')
    expect(JSON.parse(line)).toMatchObject({ severity: 'INFO', big: '10', map: [['a', 1]] });
});

it('colours levels when asked', async () => {
  const [line] = await logged({ color: true }, (logger) => {
    logger.error('x');
  });
  expect(line).toBe('12:03:04 \u001b[31merror\u001b[0m x\n');
});

// A socket takes some three hundred small writes that nobody reads yet; what is more waits, and `runMain` waits for it.
it('goes to standard error, at once', async () => {
  const result = await run(`import { createLogger } from './index.js';
    const logger = await createLogger();
    for (let i = 0; i < 200; i++) logger.info('line', { i });
    process.exit(4);`);
  expect(result).toMatchObject({ code: 4, stdout: '' });
  expect(result.stderr.split('\n')).toHaveLength(201);
});
