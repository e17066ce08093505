import { excerptOf } from '@cip/audit';
import type { Logger } from '@cip/runtime';

const most = 1_000;
const longest = 255;

/**
 * Says of each registry once that its changes are ignored: a service that is told of nothing else by mistake looks the
 * same as one with nothing to complain about.
 */
export class IgnoredRegistries {
  readonly #said = new Set<string>();

  constructor(private readonly log: Logger) {}

  add(repository: string): void {
    const registry = excerptOf(repository.split('/', 1).join(''), longest);
    if (this.#said.has(registry) || this.#said.size >= most) return;
    this.#said.add(registry);
    this.log.warn(
      'a change is ignored, as are others like it: it is in no destination registry of the manifests, and --watch does not name it',
      { registry, repository: repository.slice(0, 2 * longest) },
    );
  }
}
