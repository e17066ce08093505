import { systemCode } from '../file-system-reason.js';

/**
 * Waits for a program that leads a process group; an abort ends the whole group. Git alone would leave the programs
 * that it has started behind, and they keep its standard error open.
 */
export async function endingGroup<T>(
  running: Promise<T> & { readonly pid?: number },
  signal: AbortSignal | undefined,
): Promise<T> {
  const { pid } = running;
  const end = (): void => {
    if (pid !== undefined) unlessGone(() => process.kill(-pid));
  };
  signal?.addEventListener('abort', end, { once: true });
  try {
    return await running;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}

/** A group may be gone before the news of its end arrives. */
function unlessGone(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}
