import type { World } from '../scenario.js';

/** For programs that ask no registry. */
export function noWorld(): Promise<World> {
  return Promise.resolve({ [Symbol.asyncDispose]: () => Promise.resolve() });
}
