import { type Environment, prowEnvironment } from '@cip/runtime';

const off: ReadonlySet<string> = new Set(['', '0', 'false', 'no', 'off']);

/**
 * Whether what stands in the working directory may come from anybody: under CI, but in Prow's jobs about what was
 * merged. Most CI systems set `CI`.
 */
export function mayBeStrangers(env: Environment): boolean {
  const { jobType } = prowEnvironment(env);
  if (jobType !== undefined) return jobType === 'presubmit' || jobType === 'batch';
  return !off.has((env['CI'] ?? '').trim().toLowerCase());
}
