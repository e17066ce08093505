const deepest = 10;

/** An error and its causes, outermost first. What is thrown need not be an error; loops and very long chains end. */
export function causeChain(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let next = error; next !== undefined && next !== null && chain.length < deepest;) {
    if (chain.includes(next)) break;
    chain.push(next);
    next = next instanceof Error ? next.cause : undefined;
  }
  return chain;
}

/** The messages of an error and its causes on one line, each once: many errors repeat what their cause says. */
export function describeError(error: unknown): string {
  const said: string[] = [];
  for (const message of causeChain(error).map(messageOf)) {
    if (!said.some((one) => one.includes(message))) said.push(message);
  }
  return said.join(': ');
}

/** Of one error alone, without its causes; some errors of Node have a code and no message. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0 && error.message === '') {
    return [...new Set(error.errors.map(messageOf))].join('; ');
  }
  if (!(error instanceof Error)) return typeof error === 'string' ? error : JSON.stringify(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.message || code || error.name;
}
