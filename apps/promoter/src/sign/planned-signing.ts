import { describeFailure, type Digest, failureOf } from '@cip/oci';
import type { RegistryPlan, RepositoryPlan, SignStep, StepOutcome } from '@cip/plan';
import { type MadeKind, madeKinds } from '@cip/provenance';
import pMap from 'p-map';
import type { PromisedDigest } from './promised-digests.js';
import { type CopyOutcome, replicate } from './replicate.js';
import { type HomeOutcome, signHome } from './sign-home.js';
import { Permit, type SigningContext } from './signing-context.js';
import type { Target } from './targets.js';

/** Called as soon as a step is finished; `position` is its place among all steps of its repository, from 0. */
export type OnSigned = (step: SignStep, position: number, outcome: StepOutcome) => void;

export interface PlannedSigningOptions {
  readonly context: SigningContext;
  readonly promised: readonly PromisedDigest[];
  /** What became of the other steps. */
  readonly outcomeOf: (destination: string, position: number) => StepOutcome | undefined;
  readonly onOutcome: OnSigned;
}

interface Signing {
  readonly step: SignStep;
  readonly position: number;
}

/** What is copied to other destinations from the home of one digest. */
interface Copying {
  readonly from: string;
  readonly copies: [Signing, ...Signing[]];
}

/** A digest of a home, and what was made for it or found there. */
interface Signed {
  readonly target: Target;
  readonly home: HomeOutcome;
}

const concurrency = 16;
const done: StepOutcome = { state: 'promoted', blockers: [] };
const found: StepOutcome = { state: 'existing', blockers: [] };
const notBegun: StepOutcome = { state: 'planned', blockers: [] };

/**
 * Carries out the steps of a plan that sign: in the home of a digest as soon as its registry is filled, then in the destinations
 * that copy it from there. Only what was promoted well is signed. Does not reject.
 */
export class PlannedSigning {
  readonly #promised: ReadonlyMap<string, PromisedDigest>;
  /** By the digest in its home. */
  readonly #copies = new Map<string, Copying>();
  readonly #signed = new Map<string, Signed>();

  constructor(private readonly options: PlannedSigningOptions) {
    this.#promised = new Map(options.promised.map((one) => [keyOf(one.home, one.digest), one]));
  }

  /** Signs what has its home in a registry that has been filled. */
  async sign({ repositories }: Pick<RegistryPlan, 'repositories'>): Promise<void> {
    const homes: Signing[] = [];
    for (const signing of repositories.flatMap((repository) => this.#sound(repository))) {
      const { digest, signs } = signing.step;
      if (signs.from === undefined) homes.push(signing);
      else {
        const key = keyOf(signs.from, digest);
        const known = this.#copies.get(key);
        if (known) known.copies.push(signing);
        else this.#copies.set(key, { from: signs.from, copies: [signing] });
      }
    }
    await pMap(homes, (signing) => this.#make(signing), { concurrency });
  }

  /** Copies what is signed to the destinations that lack it. */
  async copy(): Promise<void> {
    await pMap(this.#copies, ([key, copying]) => this.#copyTo(copying, this.#signed.get(key)), {
      concurrency,
    });
  }

  /** The steps whose image is there as it should be; the others get their outcome. */
  #sound({ repository, steps, signings }: RepositoryPlan): Signing[] {
    if (signings.length === 0) return [];
    const open = new Map<Digest, StepOutcome>();
    let position = 0;
    for (const { kind, digest } of steps) {
      const outcome = this.options.outcomeOf(repository, position++) ?? notBegun;
      const isDone = outcome.state === 'promoted' || outcome.state === 'existing';
      if (kind !== 'attach' && !isDone) open.set(digest, outcome);
    }
    return signings.flatMap((step, i) => {
      const signing = { step, position: steps.length + i };
      const why = open.get(step.signs.image);
      if (!why) return [signing];
      const isLeft = why.state === 'planned';
      this.#end(signing, isLeft ? notBegun : failed('not signed, as the image was not promoted'));
      return [];
    });
  }

  async #make(signing: Signing): Promise<void> {
    const { digest, destination, signs } = signing.step;
    const signed = await this.#signHome(destination, signing.step, this.options.context);
    if ('state' in signed) {
      this.#end(signing, signed);
      return;
    }
    this.#signed.set(keyOf(destination, digest), signed);
    this.#end(signing, atHome(signed.home, signs.kinds.includes('signature')));
  }

  async #copyTo(copying: Copying, known: Signed | undefined): Promise<void> {
    const outcomes = await this.#copied(copying, known);
    for (const [i, signing] of copying.copies.entries()) this.#end(signing, outcomes[i] ?? notBegun);
  }

  /** An outcome for each of the copies. */
  async #copied({ from, copies }: Copying, known: Signed | undefined): Promise<StepOutcome[]> {
    const { context } = this.options;
    const [{ step }] = copies;
    const kinds = madeKinds.filter((kind) =>
      copies.some(({ step: { signs } }) => signs.kinds.includes(kind)),
    );
    const all = { ...step, signs: { ...step.signs, kinds } };
    const signed = known ?? (await this.#signHome(from, all, { ...context, writing: undefined }));
    if ('state' in signed) return copies.map(() => signed);
    const { withheld } = signed.home;
    const made = withheld ? kinds.filter((kind) => kind !== 'summary') : kinds;
    const why = whyNotCopied(from, signed.home, made);
    if (why) return copies.map(() => why);
    const target = { ...signed.target, copies: copies.map(({ step: { destination } }) => destination) };
    const outcomes = await replicate(target, signed.home.byKind, context, new Permit(context));
    const isIncomplete = withheld?.isGone === false && kinds.includes('summary');
    return outcomes.map((one) => atCopy(one, isIncomplete));
  }

  /** What the home has, or the outcome of the steps where it does not have the digest, or cannot be read. */
  async #signHome(
    name: string,
    { image, digest, signs }: SignStep,
    context: SigningContext,
  ): Promise<Signed | StepOutcome> {
    const { reading, options } = context;
    try {
      options.signal?.throwIfAborted();
      const subject = await reading.repository(name).resolve(digest, options);
      if (!subject) return failed(`${name} does not have the image`);
      const promised = this.#promised.get(keyOf(name, digest));
      const listing = this.#promised.get(keyOf(name, signs.image));
      const { copies = [] } = listing ?? {};
      const { kinds } = signs;
      const indexes = listing && listing !== promised ? [listing] : [];
      const target = {
        image,
        digest,
        home: name,
        copies,
        subject,
        kinds,
        indexes,
        ...(promised && { promised }),
      };
      const home = await signHome(target, context, new Permit(context));
      return home ? { target, home } : found;
    } catch (error) {
      if (options.signal?.aborted) return notBegun;
      const failure = failureOf(error);
      return { ...failed(describeFailure(failure)), failure };
    }
  }

  #end({ step, position }: Signing, outcome: StepOutcome): void {
    this.options.onOutcome(step, position, outcome);
  }
}

function keyOf(home: string, digest: Digest): string {
  return `${home}@${digest}`;
}

function failed(reason: string): StepOutcome {
  return { state: 'failed', reason, blockers: [] };
}

function atHome(
  { reason, isStopped, made, isAdopted, missing, isTaken, withheld }: HomeOutcome,
  signs: boolean,
): StepOutcome {
  if (reason !== undefined) return failed(reason);
  if (withheld?.isGone === false) return failed(withheld.reason);
  if (isStopped) return notBegun;
  if (missing.length > 0) return failed('not signed, as signing failed too often in a row');
  if (isTaken && signs) return failed(takenReason);
  return made.length > 0 || isAdopted ? done : found;
}

/** Undefined: its home has all that is to be copied. */
function whyNotCopied(
  from: string,
  { reason, isStopped, byKind }: HomeOutcome,
  kinds: readonly MadeKind[],
): StepOutcome | undefined {
  if (isStopped) return notBegun;
  const isSigned = reason === undefined && kinds.every((kind) => byKind.has(kind));
  return isSigned ? undefined : failed(`not copied, as ${from} is not signed`);
}

/** `isIncomplete`: a verification summary belongs to it, and could not be made. */
function atCopy({ state, reason = 'no reason was given' }: CopyOutcome, isIncomplete: boolean): StepOutcome {
  if (state === 'failed') return failed(reason);
  if (state === 'taken') return failed(takenReason);
  if (isIncomplete && state !== 'planned') return failed('the verification summary could not be made');
  if (state === 'in-place') return found;
  return state === 'copied' ? done : notBegun;
}

const takenReason = 'somebody else has signed under the tag of the signature, and tags are never moved';
