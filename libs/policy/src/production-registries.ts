import { nearest } from './nearest.js';

/** Where something lies below a production registry. */
export interface ProductionPlace {
  readonly registry: string;
  /** Below the registry; empty for the registry itself. */
  readonly path: string;
}

/** The production registries of a policy, as a place for other names. One may lie below another. */
export class ProductionRegistries {
  readonly #names: ReadonlySet<string>;
  readonly #above: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    this.#names = new Set(names);
    this.#above = new Set(names.flatMap((name) => [...parentsOf(name)]));
  }

  /** The longest of the production registries that a registry or repository is, or lies below. */
  placeOf(name: string): ProductionPlace | undefined {
    if (this.#names.has(name)) return { registry: name, path: '' };
    for (const registry of parentsOf(name)) {
      if (this.#names.has(registry)) return { registry, path: name.slice(registry.length + 1) };
    }
    return undefined;
  }

  /**
   * The path of a registry or repository below production. Undefined outside of it; where no production registries are
   * configured, what follows the host.
   */
  pathOf(name: string): string | undefined {
    if (this.#names.size === 0) return name.slice(name.indexOf('/') + 1 || name.length);
    return this.placeOf(name)?.path;
  }

  /** The production registry that was meant, where a few letters of a name are wrong. */
  meantBy(name: string): string | undefined {
    const segments = name.split('/');
    for (const known of this.#names) {
      const beginning = segments.slice(0, known.split('/').length).join('/');
      if (nearest(beginning, [known]) !== undefined) return known;
    }
    return undefined;
  }

  /** True for a registry below which there is a production registry: it takes the name of an image to tell where that goes. */
  isAbove(name: string): boolean {
    return this.#above.has(name);
  }
}

/** `a/b/c`: first `a/b`, then `a`. */
function* parentsOf(name: string): Iterable<string> {
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1))
    yield name.slice(0, end);
}
