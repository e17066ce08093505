import { describe, expect, it } from 'vitest';
import { createProgress, type ProgressOptions } from './progress.js';

function setUp(options: Partial<ProgressOptions> & { columns?: number } = {}) {
  const clock = { time: 0 };
  const written: string[] = [];
  const stream = { columns: options.columns ?? 60, write: (text: string) => written.push(text) };
  const progress = createProgress({ stream, isTerminal: false, now: () => clock.time, ...options });
  return { clock, written, progress };
}

describe('in a log', () => {
  it('writes a line when the interval has passed, not more often', () => {
    const { clock, written, progress } = setUp();
    for (let second = 0; second <= 12; second++) {
      clock.time = second * 1000;
      progress.update({ label: 'promoting', done: second * 10, total: 200 });
    }
    expect(written).toEqual([
      'promoting: 50/200 (25%), about 15s left\n',
      'promoting: 100/200 (50%), about 10s left\n',
    ]);
  });

  it('takes its interval from the options, and goes without a total', () => {
    const { clock, written, progress } = setUp({ interval: 10 });
    progress.update({ label: 'reading', done: 1 });
    clock.time = 10;
    progress.update({ label: 'reading', done: 2, note: '1 failed' });
    expect(written).toEqual(['reading: 2, 1 failed\n']);
  });

  it('writes nothing of a run that is over before the first interval', () => {
    const { written, progress } = setUp();
    progress.update({ label: 'reading', done: 1, total: 1 });
    progress.finish();
    expect(written).toEqual([]);
  });

  it('forgets the pace when the work becomes another', () => {
    const { clock, written, progress } = setUp({ interval: 1 });
    progress.update({ label: 'reading', done: 0, total: 2 });
    clock.time = 60_000;
    progress.update({ label: 'promoting', done: 1, total: 2 });
    expect(written).toEqual(['promoting: 1/2 (50%)\n']);
  });
});

describe('on a terminal', () => {
  it('writes one line over and over, no wider than the terminal', () => {
    const { clock, written, progress } = setUp({ isTerminal: true });
    progress.update({ label: 'promoting', done: 0, total: 4 });
    clock.time = 2000;
    progress.update({ label: 'promoting', done: 2, total: 4, note: '1 failed' });
    expect(written).toEqual([
      '\r\u001b[2Kpromoting [..............................] 0/4 (0%)',
      '\r\u001b[2Kpromoting [######......] 2/4 (50%)  1 failed  about 2s left',
    ]);
  });

  it.each([1, 10, 25, 40])('stays within %i columns', (columns) => {
    const { written, progress } = setUp({ isTerminal: true, columns });
    progress.update({ label: 'promoting', done: 1, total: 1000, note: '3 failed' });
    expect(written.join('').replace('\r\u001b[2K', '').length).toBeLessThan(columns);
  });

  it('draws at most ten times a second', () => {
    const { clock, written, progress } = setUp({ isTerminal: true });
    for (let i = 0; i < 1000; i++) {
      clock.time = i;
      progress.update({ label: 'promoting', done: i, total: 1000 });
    }
    expect(written).toHaveLength(10);
  });

  it('puts lines of a log above the bar', () => {
    const { written, progress } = setUp({ isTerminal: true });
    progress.above('first\n');
    progress.update({ label: 'a', done: 1 });
    progress.above('second\n');
    expect(written).toEqual(['first\n', '\r\u001b[2Ka 1', '\r\u001b[2Ksecond\na 1']);
  });

  it('takes the bar away at the end, and writes none after it', () => {
    const { clock, written, progress } = setUp({ isTerminal: true });
    progress.update({ label: 'a', done: 1 });
    progress.finish();
    clock.time = 10_000;
    progress.update({ label: 'a', done: 2 });
    progress.finish();
    progress.above('log\n');
    expect(written.slice(1)).toEqual(['\r\u001b[2K', 'log\n']);
  });
});

it.each([true, false])('is silent when disabled (terminal: %s)', (isTerminal) => {
  const { clock, written, progress } = setUp({ isTerminal, enabled: false });
  clock.time = 10_000;
  progress.update({ label: 'a', done: 1 });
  progress.finish();
  expect(written).toEqual([]);
});

it('lets no label steer the terminal', () => {
  const { written, progress } = setUp({ isTerminal: true });
  progress.update({ label: 'a\u001b[2J\n', done: 1 });
  expect(written).toEqual(['\r\u001b[2Ka\\u001b[2J\\u000a 1']);
});
