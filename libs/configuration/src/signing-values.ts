import { isRegistryName, shortText, whyNotARegistryName, type YamlNode } from '@cip/manifest';
import { type Complain, textsIn, valueAt } from './yaml-parts.js';

/** Signers that are missing, incomplete or two, and what stands where only a file may. */
export function checkSigning(root: YamlNode, complain: Complain): void {
  const signing = valueAt(root, 'signing');
  if (signing?.kind !== 'mapping') return;
  const at = (key: string): YamlNode | undefined => valueAt(signing, key);
  checkFiles([at('key'), at('passwordFile'), ...underKeyless(signing, 'tokenFile')], complain);
  checkSigner(signing, complain);
  checkPublicName(at('publicName'), complain);
  checkPromoter(signing, complain);
}

/** Without the text: somebody may have written a secret there. */
function checkFiles(nodes: readonly (YamlNode | undefined)[], complain: Complain): void {
  for (const [text, node] of textsIn(nodes)) {
    if (/-----BEGIN|[\r\n]|^ey[\w-]+\./.test(text)) {
      complain(
        node,
        'a secret stands in the configuration',
        'Replace it, and name a file that holds the new one.',
      );
    } else if (text.includes('://')) {
      complain(node, 'this is an address, not a file', 'Name a file: keys of a KMS cannot be used.');
    }
  }
}

function checkSigner(signing: YamlNode, complain: Complain): void {
  const key = valueAt(signing, 'key');
  const keyless = valueAt(signing, 'keyless');
  if (key && keyless) {
    complain(keyless, '"key" and "keyless" exclude each other', 'Keep one of them.');
  } else if (!key && !keyless) {
    complain(
      signing,
      '"signing" does not say what to sign with',
      'Name a "key", or choose a "keyless" provider.',
    );
  }
  if (key && !keyless) checkKey(signing, key, complain);
  if (keyless && !key) checkKeyless(signing, keyless, complain);
}

function checkKey(signing: YamlNode, key: YamlNode, complain: Complain): void {
  if (!valueAt(signing, 'publicKey')) {
    const message = '"key" has no "publicKey" beside it';
    complain(key, message, 'Name the public key of the pair: by it, signatures are recognized.');
  }
  forbid(signing, ['identity', 'fulcio'], 'key', complain);
}

const needed = { google: 'serviceAccount', file: 'tokenFile' } as const;

function checkKeyless(signing: YamlNode, keyless: YamlNode, complain: Complain): void {
  forbid(signing, ['passwordFile', 'publicKey'], 'keyless', complain);
  for (const [provider, node] of textsIn([valueAt(keyless, 'provider')])) {
    if (provider !== 'google' && provider !== 'github' && provider !== 'file') continue;
    for (const [other, key] of Object.entries(needed)) {
      const value = valueAt(keyless, key);
      if (other === provider && !value)
        complain(node, `"provider: ${provider}" has no "${key}"`, `Add "${key}".`);
      if (other !== provider && value) idle(value, key, `provider: ${provider}`, complain);
    }
    const summaryAccount = valueAt(keyless, 'summaryAccount');
    if (provider !== 'google' && summaryAccount)
      idle(summaryAccount, 'summaryAccount', `provider: ${provider}`, complain);
    const identity = valueAt(signing, 'identity');
    if (provider === 'google' && identity) idle(identity, 'identity', 'provider: google', complain);
    if (provider !== 'google' && !identity) {
      const message = `"provider: ${provider}" has no "identity" beside "keyless"`;
      complain(node, message, 'Say whom certificates have to name: by it, signatures are recognized.');
    }
  }
}

function forbid(signing: YamlNode, keys: readonly string[], beside: string, complain: Complain): void {
  for (const key of keys) {
    const value = valueAt(signing, key);
    if (value) idle(value, key, beside, complain);
  }
}

function idle(value: YamlNode, key: string, beside: string, complain: Complain): void {
  complain(value, `"${key}" has no meaning with "${beside}"`, `Remove "${key}".`);
}

function checkPublicName(publicName: YamlNode | undefined, complain: Complain): void {
  for (const [text, node] of textsIn([publicName])) {
    if (isRegistryName(text)) continue;
    const message = `${shortText(text)} is not the name of a registry: ${whyNotARegistryName(text)}`;
    complain(
      node,
      message,
      'Write HOST or HOST/PATH, without scheme, as users write it before the name of an image.',
    );
  }
}

/** What is signed has to say by whom. */
function checkPromoter(signing: YamlNode, complain: Complain): void {
  const promoter = valueAt(signing, 'promoter');
  const isSaid = (key: string, otherwise: string): boolean => {
    const [entry] = textsIn([valueAt(signing, key)]);
    return (entry?.[0] ?? otherwise) === 'true';
  };
  const wants = [
    ['records', isSaid('records', 'true'), 'uri'],
    ['summaries', isSaid('summaries', 'false'), 'verifierId'],
  ] as const;
  for (const [what, isWanted, key] of wants) {
    if (!isWanted || (promoter && valueAt(promoter, key))) continue;
    const message = `"${what}" are to be written, and "promoter" has no "${key}"`;
    const remedy = `Add "${key}" under "promoter", or write "${what}: false".`;
    complain(valueAt(signing, what) ?? signing, message, remedy);
  }
}

function underKeyless(signing: YamlNode, key: string): (YamlNode | undefined)[] {
  const keyless = valueAt(signing, 'keyless');
  return keyless ? [valueAt(keyless, key)] : [];
}
