import { jsonWithLists } from '../json-lines.js';
import { orderedProof } from '../proof.js';
import type { PromotionCheck, VerificationReport, VerifiedArtifact } from './verification-report.js';

/** The report as one JSON object, as `docs/cli/schema/verification-report.json` has it; each image takes one line. */
export function renderVerificationJson({ version, command, summary, items }: VerificationReport): string {
  const { good, bad, unknown, requests } = summary;
  const head = { version, command, summary: { good, bad, unknown, requests } };
  return jsonWithLists(head, { items: items.map(orderedImage) });
}

function orderedImage(image: VerificationReport['items'][number]): VerificationReport['items'][number] {
  const { asked, repository, digest, verdict, artifacts, proof, promotion, violations, reason } = image;
  return {
    asked,
    repository,
    ...(digest !== undefined && { digest }),
    verdict,
    artifacts: artifacts.map(orderedArtifact),
    proof: orderedProof(proof),
    ...(promotion && { promotion: orderedPromotion(promotion) }),
    violations,
    ...(reason !== undefined && { reason }),
  };
}

function orderedPromotion({ repository, found, missing, commands }: PromotionCheck): PromotionCheck {
  return {
    repository,
    found: found.map(({ kind, digest, says }) => ({ kind, digest, says })),
    missing,
    commands,
  };
}

function orderedArtifact(artifact: VerifiedArtifact): VerifiedArtifact {
  const { on, platform, place, tag, digest, artifactType, predicateType, result, reason, signedBy } =
    artifact;
  return {
    on,
    ...(platform !== undefined && { platform }),
    place,
    ...(tag !== undefined && { tag }),
    digest,
    ...(artifactType !== undefined && { artifactType }),
    ...(predicateType !== undefined && { predicateType }),
    result,
    ...(reason !== undefined && { reason }),
    signedBy,
  };
}
