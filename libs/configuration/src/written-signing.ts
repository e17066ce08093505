import type {
  CertifiedIdentity,
  PromoterConfiguration,
  SignerConfiguration,
  SigningConfiguration,
  TokenProvider,
} from './signing-configuration.js';

/** What people write under `signing`, once schema and values hold. All scalars are texts. */
export interface WrittenSigning {
  readonly key?: string;
  readonly passwordFile?: string;
  readonly publicKey?: string;
  readonly keyless?: {
    readonly provider: TokenProvider['provider'];
    readonly serviceAccount?: string;
    readonly summaryAccount?: string;
    readonly tokenFile?: string;
  };
  readonly identity?: CertifiedIdentity;
  readonly fulcio?: string;
  readonly rekor?: string;
  readonly tsa?: string;
  readonly publicName?: string;
  readonly signatures?: SigningConfiguration['signatures'];
  readonly records?: string;
  readonly summaries?: string;
  readonly promoter?: Partial<PromoterConfiguration>;
}

/** The public instance of Sigstore. */
const publicGood = { fulcio: 'https://fulcio.sigstore.dev', rekor: 'https://rekor.sigstore.dev' };
const googleIssuer = 'https://accounts.google.com';

/** What the programs read of it. */
export function signingOf(written: WrittenSigning): SigningConfiguration {
  const { keyless, publicName, signatures = 'legacy', records, summaries, promoter } = written;
  const summaryAccount = keyless?.summaryAccount;
  return {
    signer: signerOf(written, keyless?.serviceAccount),
    summarySigner: signerOf(written, summaryAccount ?? keyless?.serviceAccount),
    ...(publicName !== undefined && { publicName }),
    signatures,
    records: records !== 'false',
    summaries: summaries === 'true',
    promoter: promoterOf(promoter),
  };
}

function promoterOf({
  uri,
  verifierId,
  levels = [],
}: Partial<PromoterConfiguration> = {}): PromoterConfiguration {
  return { ...(uri !== undefined && { uri }), ...(verifierId !== undefined && { verifierId }), levels };
}

function signerOf(written: WrittenSigning, account: string | undefined): SignerConfiguration {
  const { key: file = '', passwordFile, publicKey: publicKeyFile = '', keyless, rekor, tsa } = written;
  const timestamps = tsa === undefined ? {} : { tsa };
  if (!keyless) {
    return {
      kind: 'key',
      file,
      ...(passwordFile !== undefined && { passwordFile }),
      publicKeyFile,
      ...(rekor !== undefined && { rekor }),
      ...timestamps,
    };
  }
  const { issuer = googleIssuer, subject = '' } = written.identity ?? {};
  return {
    kind: 'keyless',
    token: tokenOf(keyless, account),
    identity: { issuer, subject: account ?? subject },
    fulcio: written.fulcio ?? publicGood.fulcio,
    rekor: rekor ?? publicGood.rekor,
    ...timestamps,
  };
}

function tokenOf(
  { provider, tokenFile = '' }: NonNullable<WrittenSigning['keyless']>,
  serviceAccount = '',
): TokenProvider {
  switch (provider) {
    case 'google':
      return { provider, serviceAccount };
    case 'github':
      return { provider };
    case 'file':
      return { provider, file: tokenFile };
  }
}
