/** What may stand under `attached`, and under each of its `subprojects`. */
export const attachedKeys = {
  keep: {
    description:
      'Where attached artifacts are kept: in the canonical destination only, in all destinations, or nowhere.',
    enum: ['canonical', 'all', 'none'],
  },
  canonical: {
    description: 'The one production registry that keeps them, where "keep" is canonical.',
    type: 'string',
    minLength: 1,
  },
  unverified: {
    description: 'Whether attached artifacts without a verified signer are carried to production.',
    enum: ['carry', 'refuse'],
  },
};

/** A file below the folder of the configuration: readable in a Git revision, too, so there is one spelling, and no way out. */
export const fileOfTree = '^(?!/)(?!(?:.*/)?\\.{1,2}(?:/|$))[^\\\\]*[^\\\\/]$';

const file = { type: 'string', minLength: 1, pattern: fileOfTree };

/** What may stand under `trust`. */
export const trustKeys = {
  root: {
    description: 'The Sigstore trust root (trusted_root.json), relative to the folder of this configuration.',
    ...file,
  },
  keys: {
    description: 'PEM files of public keys, relative to the folder of this configuration.',
    type: 'array',
    items: file,
  },
  identities: {
    description:
      'Whose signatures with certificates count: sigstore::ISSUER::IDENTITY, or sigstore(identityMatch=regex)::ISSUER::EXPRESSION.',
    type: 'array',
    items: { type: 'string', pattern: '\\S' },
  },
};
