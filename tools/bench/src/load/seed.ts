import type { TestRegistry } from '@cip/testing';
import type { PlannedEvents } from '../auditor/plan-events.js';

/** Puts what events speak of besides what is promised, and what they are held against, into the registries. */
export function seed({ strange }: PlannedEvents, registries: readonly TestRegistry[]): void {
  const hosts = new Map(registries.map((registry) => [registry.host, registry]));
  for (const [{ name, images }, strangers] of strange) {
    const [host = '', ...path] = name.split('/');
    for (const image of [...images, ...strangers]) hosts.get(host)?.seed(path.join('/'), image);
  }
}
