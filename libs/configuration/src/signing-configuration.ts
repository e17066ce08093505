import { type MadeKind, madeKinds } from '@cip/provenance';

/** Who signs with certificates of Fulcio. */
export interface CertifiedIdentity {
  /** Of the identity token, such as `https://accounts.google.com`. */
  readonly issuer: string;
  /** A mail address, or the URL of a workflow with its ref. */
  readonly subject: string;
}

/** Where identity tokens come from. */
export type TokenProvider =
  | { readonly provider: 'google'; readonly serviceAccount: string }
  | { readonly provider: 'github' }
  | { readonly provider: 'file'; readonly file: string };

/** What something is signed with. Addresses are complete; holds no secrets. */
export type SignerConfiguration =
  | {
      readonly kind: 'key';
      /** The private key, relative to the folder of the configuration or absolute. */
      readonly file: string;
      /** In the same form. Absent: the environment variable `COSIGN_PASSWORD` holds the password. */
      readonly passwordFile?: string;
      /** The public key that belongs to it, below the folder of the configuration. */
      readonly publicKeyFile: string;
      readonly rekor?: string;
      readonly tsa?: string;
    }
  | {
      readonly kind: 'keyless';
      readonly token: TokenProvider;
      readonly identity: CertifiedIdentity;
      readonly fulcio: string;
      readonly rekor: string;
      readonly tsa?: string;
    };

/** How a promoter calls itself in what it signs. */
export interface PromoterConfiguration {
  /** In records, such as `https://k8s.io/promo-tools`. */
  readonly uri?: string;
  /** In verification summaries, such as `https://k8s.io/promo-tools/verifier/v1`. */
  readonly verifierId?: string;
  /** Levels of the project's own that each summary that passed claims. */
  readonly levels: readonly string[];
}

/** What the promoter signs and attaches, and as whom. */
export interface SigningConfiguration {
  /** Of image signatures and promotion records. */
  readonly signer: SignerConfiguration;
  /** Of verification summaries; the same one unless another account signs those. */
  readonly summarySigner: SignerConfiguration;
  /** How users call the production registry, such as `registry.k8s.io`. Absent: by its own name. */
  readonly publicName?: string;
  readonly signatures: 'legacy' | 'bundle' | 'both';
  /** Whether promotion records are attached. */
  readonly records: boolean;
  /** Whether verification summaries are attached. */
  readonly summaries: boolean;
  readonly promoter: PromoterConfiguration;
}

/** How manifests promise a digest. */
export interface PromisedAs {
  /** It, or the index that it is a platform of, has a tag. */
  readonly isTagged: boolean;
  /** It is a platform of a promised index, and manifests do not list it. */
  readonly isPlatform?: boolean;
}

/** What the promoter makes for a digest, sorted as `madeKinds`. */
export function promisedKinds(
  { signatures, records, summaries }: Pick<SigningConfiguration, 'signatures' | 'records' | 'summaries'>,
  { isTagged, isPlatform = false }: PromisedAs,
): MadeKind[] {
  const makes: Readonly<Record<MadeKind, boolean>> = {
    signature: isTagged && signatures !== 'bundle',
    'signature-bundle': isTagged && signatures !== 'legacy',
    record: records && !isPlatform,
    summary: summaries,
  };
  return madeKinds.filter((kind) => makes[kind]);
}

/** Whether the promoter signs under the tags `sha256-<hex>.sig`. */
export function signsTags(signing: SigningConfiguration | undefined): boolean {
  return signing !== undefined && signing.signatures !== 'bundle';
}

/**
 * How users call a production repository: its path below the production registry that it lies in, behind the public name. Of
 * registries that lie in one another the outermost counts, as the name stands for all of it. A repository that lies in none of
 * them, and any without a public name, keeps its own.
 */
export function publicNameOf(
  repository: string,
  publicName: string | undefined,
  productionRegistries: readonly string[],
): string {
  if (publicName === undefined) return repository;
  const [outermost] = productionRegistries
    .filter((registry) => repository.startsWith(`${registry}/`))
    .sort((a, b) => a.length - b.length);
  return outermost === undefined ? repository : publicName + repository.slice(outermost.length);
}
