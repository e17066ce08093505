import { fileOfTree } from './attached-schema.js';
import { mapping, texts } from './schema-parts.js';

// No user information: secrets stand nowhere in the file. Tokens go there, so http is for this machine alone.
const path = '(?:/[^\\s?#]*)?';
const address = `^(?:https://[^\\s/?#@]+|http://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\])(?::[0-9]{1,5})?)${path}$`;
const uri = '^[a-z][a-z0-9+.-]*://[^\\s@]+$';

function service(description: string): object {
  return { description, type: 'string', pattern: address };
}

function text(description: string): object {
  return { description, type: 'string', minLength: 1 };
}

function choice(description: string): object {
  return { description, type: ['string', 'boolean'], pattern: '^(?:true|false)$' };
}

/** What may stand under `keyless` of `signing`. */
export const keylessKeys = {
  provider: {
    description:
      'Where identity tokens come from: Google, by impersonation; the job of GitHub Actions; or a file.',
    enum: ['google', 'github', 'file'],
  },
  serviceAccount: text('The Google service account that signs, where "provider" is google.'),
  summaryAccount: text('The one that signs verification summaries. Default: serviceAccount.'),
  tokenFile: text(
    'The file with the token, where "provider" is file. It is read again for each certificate.',
  ),
};

/** What may stand under `identity` of `signing`. */
export const identityKeys = {
  issuer: text('The issuer of the identity token, such as https://token.actions.githubusercontent.com.'),
  subject: text('Whom certificates have to name: a mail address, or the URL of a workflow with its ref.'),
};

/** What may stand under `promoter` of `signing`. */
export const promoterKeys = {
  uri: {
    description: 'What the promoter is called in promotion records, such as https://k8s.io/promo-tools.',
    type: 'string',
    pattern: uri,
  },
  verifierId: {
    description: 'Its id in verification summaries, such as https://k8s.io/promo-tools/verifier/v1.',
    type: 'string',
    pattern: uri,
  },
  levels: texts("Levels of the project's own that every summary that passed claims.", {
    pattern: '^[A-Z][A-Z0-9_]*$',
  }),
};

/** What may stand under `signing`. */
export const signingKeys = {
  key: text(
    'The private key of a cosign key pair, or one in PKCS#8: a file, absolute or relative to the folder of this configuration. Its password is in COSIGN_PASSWORD or in passwordFile.',
  ),
  passwordFile: text(
    'A file with the password of the key. Default: the environment variable COSIGN_PASSWORD.',
  ),
  publicKey: {
    description:
      'The public key of the pair, relative to the folder of this configuration: by it, signatures are recognized.',
    type: 'string',
    minLength: 1,
    pattern: fileOfTree,
  },
  keyless: {
    description: 'Sign with certificates of Fulcio instead of a key.',
    ...mapping(keylessKeys, ['provider']),
  },
  identity: {
    description:
      'Whom certificates have to name. Default with Google: the service account, at https://accounts.google.com.',
    ...mapping(identityKeys, ['issuer', 'subject']),
  },
  fulcio: service('The address of Fulcio. Default: that of the public Sigstore.'),
  rekor: service('The address of Rekor. Default: that of the public Sigstore; with a key, no log.'),
  tsa: service('The address of a timestamp authority. Default: no timestamps.'),
  publicName: text(
    'How users call the production registries, such as registry.k8s.io. Default: each by its own name.',
  ),
  signatures: {
    description:
      'The form of image signatures: under the tag sha256-….sig, which all versions of cosign verify; as a bundle; or both. Default: legacy.',
    enum: ['legacy', 'bundle', 'both'],
  },
  records: choice('Whether a record of each promotion is attached. Default: true.'),
  summaries: choice('Whether a verification summary (SLSA VSA) is attached. Default: false.'),
  promoter: {
    description: 'What the promoter is called in records and summaries.',
    ...mapping(promoterKeys),
  },
};
