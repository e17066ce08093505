import type { Blocker, InPlace, Plan, Step, StepOutcome } from '@cip/plan';
import { describeFailure, type Digest, type Failure } from '@cip/oci';

/** A digest that reads well in an expectation: one hexadecimal character, repeated. */
export function digest(char: string): Digest {
  return `sha256:${char.repeat(64)}`;
}

export const where = { file: 'images/sig-node/images.yaml', line: 12 };

const pause = { image: 'pause', digest: digest('a'), source: 'gcr.io/k8s-staging/pause', where };

export function step(changes: Partial<Step> = {}): Step {
  return { kind: 'copy', ...pause, tags: ['3.10'], destination: 'us.gcr.io/prod/pause', ...changes };
}

export function blocker(changes: Partial<Blocker> = {}): Blocker {
  return { ...step(), kind: 'tag-moved', reason: 'the destination has another digest', ...changes };
}

/** A registry that does not answer `GET` of an URL below its `/v2/`; with the sentence that is made of it. */
export function unavailable(host: string, path: string): { reason: string; failure: Failure } {
  const failure: Failure = {
    code: 'UNAVAILABLE',
    reason: 'status 503: UNAVAILABLE come back later',
    remedy: 'try later',
    host,
    request: { method: 'GET', url: `https://${host}/v2/${path}` },
    status: 503,
    registryCode: 'UNAVAILABLE',
  };
  return { reason: describeFailure(failure), failure };
}

export function inPlace(changes: Partial<InPlace> = {}): InPlace {
  return { ...step(), kind: 'copy', ...changes };
}

export function plan(changes: Partial<Plan> = {}): Plan {
  return { version: 1, manifests: digest('f'), steps: [], blockers: [], existing: 0, ...changes };
}

export function outcome(changes: Partial<StepOutcome> = {}): StepOutcome {
  return { step: step(), state: 'promoted', blockers: [], ...changes };
}

/** Registries of one organisation in as many regions as asked for. */
export function regions(amount: number): string[] {
  return Array.from({ length: amount }, (_, i) => `region${i}-docker.pkg.dev/prod/images`);
}

/** The same step to each registry. */
export function stepsTo(registries: readonly string[], changes: Partial<Step> = {}): Step[] {
  const one = step(changes);
  return registries.map((registry) => ({ ...one, destination: `${registry}/${one.image}` }));
}
