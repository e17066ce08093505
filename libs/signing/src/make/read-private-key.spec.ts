import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { cosignKey } from './cosign-key.fixture.js';
import { readPrivateKey } from './read-private-key.js';

const { encrypted, plain, publicKey, password } = cosignKey;

async function read(text: string, given?: string): Promise<string> {
  const key = await readPrivateKey({ text, name: 'cosign.key', password: () => Promise.resolve(given) });
  return createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
}

it.each([
  ['encrypted by cosign', encrypted],
  ['encrypted by an older cosign', encrypted.replaceAll('SIGSTORE', 'COSIGN')],
  ['with CRLF', encrypted.replaceAll('\n', '\r\n')],
  ['with a comment before it', `a key for tests\n${encrypted}`],
])('a key that is %s is opened with its password', async (_, text) => {
  expect(await read(text, password)).toBe(publicKey);
});

it('a key without a password needs none', async () => {
  expect(await read(plain)).toBe(publicKey);
});

it('an RSA key can sign, too', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  expect(await read(text)).toContain('BEGIN PUBLIC KEY');
});

const pkcs8 = { format: 'pem', type: 'pkcs8' } as const;
const ed25519 = generateKeyPairSync('ed25519').privateKey.export(pkcs8).toString();
const koblitz = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey.export(pkcs8).toString();
const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pkcs8).toString();

/** The encrypted key with another description of how it is encrypted. */
function described(change: (text: string) => string): string {
  const [head = '', ...rest] = encrypted.trim().split('\n');
  const json = Buffer.from(rest.slice(0, -1).join(''), 'base64').toString();
  return `${head}\n${Buffer.from(change(json)).toString('base64')}\n${rest.at(-1) ?? ''}\n`;
}

it.each<[situation: string, text: string, given: string | undefined, message: RegExp]>([
  ['no password', encrypted, undefined, /is encrypted, and no password was given; set COSIGN_PASSWORD/],
  ['another password', encrypted, 'not-this-one', /the password does not open it/],
  ['an empty password', encrypted, '', /the password does not open it/],
  ['no key at all', 'not a key', password, /is not a private key in PEM/],
  ['a public key', publicKey, password, /something else than a private key \(PUBLIC KEY\)/],
  ['a key that is cut short', plain.replace(/MIGH.{40}/, ''), undefined, /does not hold a key in PKCS#8/],
  [
    'a type that cannot be verified',
    ed25519,
    undefined,
    /a key that cosign does not verify \(ed25519\); use ECDSA/,
  ],
  ['a curve that cosign does not know', koblitz, undefined, /does not verify \(ec, secp256k1\)/],
  ['a key that is too short', short, undefined, /does not verify \(rsa, 1024\)/],
  ['no JSON inside', described(() => 'x'), password, /encrypted in an unknown way/],
  [
    'another cipher',
    described((json) => json.replace('nacl/', 'other/')),
    password,
    /encrypted in an unknown way/,
  ],
  [
    'scrypt without end',
    described((json) => json.replace('"N":65536', '"N":1073741824')),
    password,
    /more memory or time/,
  ],
  [
    'a scrypt cost that is no power of two',
    described((json) => json.replace('"N":65536', '"N":65535')),
    password,
    /not valid/,
  ],
  [
    'a scrypt cost in words',
    described((json) => json.replace('"N":65536', '"N":"many"')),
    password,
    /are not numbers/,
  ],
  ['no salt', described((json) => json.replace('"salt"', '"pepper"')), password, /cut short/],
  [
    'a short nonce',
    described((json) => json.replace(/"nonce":"[^"]+"/, '"nonce":"AAAA"')),
    password,
    /nonce/,
  ],
])('%s', async (_, text, given, message) => {
  const reading = read(text, given);
  await expect(reading).rejects.toMatchObject({ name: 'SigningError', code: 'KEY' });
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toThrow(/cosign\.key/);
  if (given) await expect(reading).rejects.not.toThrow(new RegExp(given));
});
