import type { CallOptions, Digest, Inventory, SourcePresence } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import type { Desired } from '../desired.js';
import type { WantedDigest } from '../wanted.js';
import { askedClaims, askedRepositories, type AskedRepository, questionAbout } from './asked-repository.js';
import { conflictStatus, promisedStatus, unpromisedStatus, unread } from './destination-status.js';
import type { ImageQuestion } from './image-question.js';
import type { ImageStatus } from './image-status.js';
import { mistakesAbout, mistakesThatHide } from './mistakes-about.js';

/**
 * Where an image stands in each of its destination repositories, by what the manifests promise and what registries hold.
 * No other repositories are read. The source is asked about what is not there, and when a tag or digest is asked about, in
 * any case. An image that no manifest names is looked for under its full name. Empty: it is nowhere.
 */
export async function findImageStatus(
  desired: Desired,
  question: ImageQuestion,
  inventory: Inventory,
  options: CallOptions = {},
): Promise<ImageStatus[]> {
  const claims = askedClaims(desired, question);
  const search = new Search(question, inventory, options);
  const repositories = askedRepositories(desired, claims, question);
  const found = await Promise.all(repositories.map((repository) => search.in(repository)));
  const items = [...found.flat(), ...mistakesAbout(desired, question, claims)];
  return sortedItems(items.length > 0 ? items : mistakesThatHide(desired));
}

/** One question put to registries; a source is asked once about each digest. */
class Search {
  readonly #sources = new Map<string, Promise<SourcePresence>>();
  readonly #asksAlways: boolean;

  constructor(
    private readonly question: ImageQuestion,
    private readonly inventory: Inventory,
    private readonly options: CallOptions,
  ) {
    this.#asksAlways = question.tag !== undefined || question.digest !== undefined;
  }

  async in(repository: AskedRepository): Promise<ImageStatus[]> {
    const { name, wanted, conflicts } = repository;
    const question = questionAbout(repository, this.question);
    const found = await this.inventory.destination(name, question, this.options);
    if (wanted.length + conflicts.length === 0) return unpromisedStatus(repository, this.question, found);
    const promised = promisedStatus(repository, found).map(({ want, status }) => this.#settled(status, want));
    const rivals = conflicts.map((conflict) => conflictStatus(name, conflict, found));
    return [...(await Promise.all(promised)), ...rivals];
  }

  /** With what the source says, where that matters. */
  async #settled(status: ImageStatus, want: WantedDigest): Promise<ImageStatus> {
    const isOpen = status.state === 'not-promoted';
    if (!isOpen && !this.#asksAlways) return status;
    const { presence, failure, source } = await this.#bestSource(want);
    const isMissing = isOpen && status.presence === 'absent' && presence === 'absent';
    return {
      ...status,
      ...(isMissing && { state: 'missing-source' }),
      source,
      inSource: presence,
      ...(isOpen && failure && unread(failure)),
    };
  }

  /** The first that has the digest, as a promotion takes it; else one that cannot be read. */
  async #bestSource({
    digest,
    origins,
  }: WantedDigest): Promise<SourcePresence & { readonly source: string }> {
    const sources = [...new Set(origins.map(({ claim }) => claim.source))];
    const answers = await Promise.all(
      sources.map(async (source) => ({ ...(await this.#askSource(source, digest)), source })),
    );
    const [best] = (['present', 'unknown', 'absent'] as const).flatMap((presence) =>
      answers.filter((answer) => answer.presence === presence),
    );
    if (!best) throw new Error(`a digest that nobody wants: ${digest}`);
    return best;
  }

  #askSource(source: string, digest: Digest): Promise<SourcePresence> {
    const key = `${source}@${digest}`;
    const asked = this.#sources.get(key) ?? this.inventory.source(source, digest, this.options);
    this.#sources.set(key, asked);
    return asked;
  }
}

/** As the report lists them. */
function sortedItems(items: readonly ImageStatus[]): ImageStatus[] {
  return sortBy(items, [
    'image',
    ({ subproject = '' }) => subproject,
    ({ tag = '' }) => tag,
    ({ digest = '' }) => digest,
    ({ destination = '' }) => destination,
    ({ reason = '' }) => reason,
  ]);
}
