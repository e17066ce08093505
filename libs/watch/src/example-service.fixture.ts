import type { Answer, Received } from './auditor.js';
import { image, index, promised, repository, serviceFor, type Service } from './fixtures.js';

/** Two promised images, one of them an index with two children, and one that nobody promises. */
export const hammer = image('hammer');
export const arm = image('arm');
export const amd = image('amd');
export const both = index('both', [arm, amd]);
export const rogue = image('rogue');
export const tree = promised({ tool: { v1: hammer, v2: both } });
export const minute = 60_000;

const digestOf = { hammer, arm, amd, both, rogue };
/** The insertion of an image by its name here. */
export const change = (name: keyof typeof digestOf, tag?: string) => ({
  digest: digestOf[name].descriptor.digest,
  ...(tag !== undefined && { tag }),
});

/** An answer in a few words. */
export function told(answer: Answer): string {
  switch (answer.kind) {
    case 'settled':
      return `${answer.transaction.verdict} ${answer.transaction.reason} ${answer.transaction.revision}`;
    case 'ignored':
    case 'probe':
      return answer.kind;
    case 'later':
      return `later: ${answer.reason}`;
  }
}

export const handled = async ({ auditor }: Service, received: Received) =>
  told(await auditor.handle(received));

/** A service whose registry holds what was promoted. */
export function running(options: Parameters<typeof serviceFor>[1] = {}): Service {
  const service = serviceFor(tree, options);
  for (const pushed of [hammer, arm, amd, both]) service.registry.push(repository, pushed);
  return service;
}
