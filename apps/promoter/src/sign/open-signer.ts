import { predicateTypes } from '@cip/provenance';
import { createSigner, type Signer, type SignerOptions, type SignerSettings } from '@cip/signing';

/** Of what signs. */
export interface SignersSettings {
  readonly settings: SignerSettings;
  /** Where another account signs verification summaries. */
  readonly summarySettings?: SignerSettings;
}

/** Makes what signs; each statement is signed by the account that is for its type. */
export function openSigner({ settings, summarySettings }: SignersSettings, options: SignerOptions): Signer {
  const usual = createSigner(settings, options);
  if (!summarySettings) return usual;
  const ofSummaries = createSigner(summarySettings, options);
  return {
    attest: (statement) => {
      const isSummary = statement.predicateType === predicateTypes.verificationSummary;
      return (isSummary ? ofSummaries : usual).attest(statement);
    },
    signImage: (image) => usual.signImage(image),
  };
}
