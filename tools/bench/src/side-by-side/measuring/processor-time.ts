import { readFile } from 'node:fs/promises';

// USER_HZ, which is 100 wherever Node.js runs.
const ticks = 100;

/**
 * Seconds of processor time of all processes that this one has started and that have ended, with those that they have
 * waited for in turn (proc(5), "/proc/pid/stat": `cutime` and `cstime`, which come after the name in parentheses).
 */
export async function endedProcessorTime(): Promise<number> {
  const fields = (await readFile('/proc/self/stat', 'utf8')).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) / ticks;
}
