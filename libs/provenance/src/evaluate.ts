import type { ProvenancePolicy } from '@cip/manifest';
import type { AttestedImage } from './attestation.js';
import type { Evaluation } from './evaluation.js';

/** Whether an image satisfies a policy, by what was discovered of it. */
export function evaluate(_policy: ProvenancePolicy, _image: AttestedImage): Evaluation {
  return notEvaluated;
}

/** What holds without a policy: attestations are verified if they are present. */
export function evaluateWithoutPolicy(_image: AttestedImage): Evaluation {
  return notEvaluated;
}

const notEvaluated: Evaluation = {
  satisfied: false,
  by: [],
  accepted: [],
  violations: ['the policy has not been evaluated'],
  notes: [],
};
