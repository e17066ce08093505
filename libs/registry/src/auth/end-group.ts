/** How long a program may take to end by itself when it is told to, in milliseconds. */
const graceTime = 1000;

/**
 * Ends a program that leads a process group, with all that it has started: a child that goes on would keep its output
 * open. What does not end when it is told to is killed. The answer cancels the killing, for when the program has ended.
 */
export function endGroup(leader: number): () => void {
  signalGroup(leader, 'SIGTERM');
  const timer = setTimeout(() => {
    signalGroup(leader, 'SIGKILL');
  }, graceTime);
  return () => {
    clearTimeout(timer);
  };
}

/** A group may be gone before the news of its end arrives. */
function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
