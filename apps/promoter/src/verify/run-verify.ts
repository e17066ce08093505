import { type Console, printRequests } from '@cip/cli';
import { type CallOptions, describeFailure, failureOf, formatRepositoryName } from '@cip/oci';
import { evaluate, evaluateWithoutPolicy, policyOutcome } from '@cip/provenance';
import type { ReadOnlyRegistry } from '@cip/registry';
import {
  renderVerificationJson,
  renderVerificationText,
  verificationExitCode,
  verificationReport,
  type VerificationReport,
  type VerifiedImage,
} from '@cip/report';
import { attestedOf, type Carried, readCarried } from '@cip/signing';
import { openReadOnly } from '../open-registry.js';
import { type Policies, readPolicies } from './policies.js';
import { artifactsOf, misplacedIn } from './verified-artifacts.js';
import type { AskedImage, VerifyRequest } from './verify-request.js';

/** Reads what each image carries, holds it against policies, and reports. Resolves with the exit code. */
export async function runVerify(
  request: VerifyRequest,
  console: Console,
  signal: AbortSignal,
): Promise<number> {
  const policies = await readPolicies(request, signal);
  const registry = openReadOnly(request, policies, console.log);
  try {
    const verify = new Verification(registry, policies, { signal });
    const images: VerifiedImage[] = [];
    for (const image of request.images) images.push(await verify.image(image));
    const report = verificationReport(images, { requests: registry.ledger.total });
    console.print(render(report, request, console));
    printRequests(registry.ledger, request, console);
    return verificationExitCode(report);
  } finally {
    await registry.close();
  }
}

function render(report: VerificationReport, { format }: VerifyRequest, console: Console): string {
  return format === 'json'
    ? renderVerificationJson(report)
    : renderVerificationText(report, { color: console.color });
}

class Verification {
  constructor(
    private readonly registry: ReadOnlyRegistry,
    private readonly policies: Policies,
    private readonly options: CallOptions,
  ) {}

  async image({ asked, reference }: AskedImage): Promise<VerifiedImage> {
    const repository = formatRepositoryName(reference.name);
    const nothing = { asked, repository, artifacts: [], proof: [], violations: [] };
    try {
      const source = this.registry.repository(repository);
      const wanted = reference.kind === 'digest' ? reference.digest : reference.tag;
      const manifest = await source.fetchManifest(wanted, this.options);
      if (!manifest) return { ...nothing, reason: 'it is not there' };
      const { digest } = manifest.descriptor;
      const carried = await readCarried(source, digest, this.policies.trust, { ...this.options, manifest });
      const judged = this.#judge(carried, repository);
      return {
        asked,
        repository,
        digest,
        ...judged,
        ...(await this.#promotion(repository, carried, judged)),
      };
    } catch (error) {
      return { ...nothing, reason: describeFailure(failureOf(error, this.options.signal)) };
    }
  }

  /** What the promoter signed, which may be kept elsewhere. */
  async #promotion(
    repository: string,
    carried: Carried,
    { violations, reason }: Pick<VerifiedImage, 'violations' | 'reason'>,
  ): Promise<Partial<VerifiedImage>> {
    const { promotions, trust } = this.policies;
    const image = { repository, digest: carried.digest };
    const place = promotions?.placeOf(image);
    if (!promotions || place === undefined) return {};
    const kept =
      place === repository
        ? carried
        : await readCarried(this.registry.repository(place), image.digest, trust, this.options);
    const unread = place === repository ? [] : unreadIn(kept).map((why) => `${place}: ${why}`);
    const reasons = [...(reason === undefined ? [] : [reason]), ...unread];
    const found = promotions.check(image, kept);
    // What nobody could read may be there.
    const isRead = reasons.length === 0;
    return {
      promotion: found.promotion,
      violations: [...violations, ...(isRead ? found.violations : [])],
      ...(!isRead && { reason: reasons.join('; ') }),
    };
  }

  #judge(
    carried: Carried,
    repository: string,
  ): Pick<VerifiedImage, 'artifacts' | 'proof' | 'violations' | 'reason'> {
    const image = attestedOf(carried);
    const applied = this.policies.of(repository);
    const { violations } = applied.length === 0 ? evaluateWithoutPolicy(image) : { violations: [] };
    const unread = unreadIn(carried);
    return {
      artifacts: artifactsOf(carried),
      proof: applied.map(({ applied: one, name }) => policyOutcome(one, evaluate(one.policy, image, name))),
      violations: [...misplacedIn(carried), ...(unread.length > 0 ? [] : violations)],
      ...(unread.length > 0 && { reason: unread.join('; ') }),
    };
  }
}

function unreadIn({ unread, children }: Carried): string[] {
  return [...(unread === undefined ? [] : [unread]), ...children.flatMap(unreadIn)];
}
