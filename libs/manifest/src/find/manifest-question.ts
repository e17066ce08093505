import { digestStart } from '@cip/oci';

/** What somebody wants to find in manifests. All parts that are there must fit. */
export interface ManifestQuestion {
  /** The name of an image in a manifest, the end of one, or a repository in full. */
  readonly image?: string;
  readonly tag?: string;
  /** The beginning of a digest, with its algorithm. */
  readonly digest?: string;
}

/** With fewer, a digest cannot be told from a word. */
const fewestDigits = 4;

/**
 * What a text may mean, what is most likely first: `IMAGE@DIGEST`, `IMAGE:TAG`, an image, a tag, or a digest. Digests may be
 * cut short, and those of SHA-256 go without saying so.
 */
export function manifestQuestions(text: string): ManifestQuestion[] {
  const asked = text.replace(/(?:…|\.\.\.)$/, '');
  const at = asked.indexOf('@');
  if (at >= 0) {
    const digest = digestStart(asked.slice(at + 1), 1);
    return digest === undefined ? [] : [{ image: asked.slice(0, at), digest }];
  }
  const digest = digestStart(asked, asked.includes(':') ? 1 : fewestDigits);
  if (digest !== undefined && asked.includes(':')) return [{ digest }];
  const colon = asked.lastIndexOf(':');
  if (colon > asked.lastIndexOf('/')) return [{ image: asked.slice(0, colon), tag: asked.slice(colon + 1) }];
  return [{ image: asked }, { tag: asked }, ...(digest === undefined ? [] : [{ digest }])];
}
