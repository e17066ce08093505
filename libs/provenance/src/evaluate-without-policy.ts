import type { AttestedImage } from './attestation.js';
import { whyUnread } from './evaluate-digest.js';
import type { Evaluation } from './evaluation.js';
import { childrenOf, type ReadAttestation, readAttestations } from './read-attestation.js';
import { bounded, onPlatform, shown, signerText } from './words.js';

/**
 * What holds without a policy: whatever is attached under `.att` has to verify, whoever signed it. Nothing has to be attached,
 * and nothing is accepted.
 */
export function evaluateWithoutPolicy(image: AttestedImage): Evaluation {
  const said = [image, ...childrenOf(image)].map((each) => {
    const { violations, notes } = remarksOn(each);
    const worded = (text: string): string => (each === image ? text : onPlatform(each, text));
    return { violations: violations.map(worded), notes: notes.map(worded) };
  });
  const violations = said.flatMap((each) => each.violations);
  return {
    satisfied: violations.length === 0,
    by: [],
    accepted: [],
    violations: bounded(violations),
    notes: bounded(said.flatMap((each) => each.notes)),
  };
}

interface Remark {
  readonly blocks: boolean;
  readonly text: string;
}

function remarksOn(image: AttestedImage): Pick<Evaluation, 'violations' | 'notes'> {
  const remarks = readAttestations({ ...image, children: [] }).map(remarkOn);
  const texts = (blocks: boolean): string[] =>
    remarks.flatMap((remark) => (remark?.blocks === blocks ? remark.text : []));
  return { violations: [...whyUnread(image), ...texts(true)], notes: texts(false) };
}

function remarkOn(read: ReadAttestation): Remark | undefined {
  const { verification, form, shownAs } = read.attestation;
  const name = shown(shownAs);
  const legacy = form === 'legacy';
  switch (verification.kind) {
    case 'verified': {
      const why = whyMisplaced(read);
      if (why !== undefined) return { blocks: legacy, text: `${name} is signed, but ${why}` };
      const [first] = verification.signers;
      const by = first ? signerText(first) : 'nobody';
      return {
        blocks: false,
        text: `${name} attests ${shown(read.says?.predicateType ?? '')}, signed by ${by}`,
      };
    }
    case 'failed':
      return { blocks: legacy, text: `the signature of ${name} does not verify: ${shown(verification.why)}` };
    case 'unsigned':
      return { blocks: legacy, text: `${name} is not signed` };
    case 'unverifiable':
      return {
        blocks: false,
        text: `there is nothing to verify the signature of ${name} with: ${shown(verification.why)}`,
      };
    case 'unknown':
      return undefined;
  }
}

/** Why signed bytes are not what their place says. */
function whyMisplaced({ at, says, why }: ReadAttestation): string | undefined {
  if (!says) return `it is not a statement: ${why ?? 'nothing could be read'}`;
  return says.about.has(at) ? undefined : 'it is about another image';
}
