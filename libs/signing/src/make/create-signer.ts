import { createHash } from 'node:crypto';
import type { CallOptions } from '@cip/oci';
import { type InTotoStatement, type SignedImage, simpleSigningPayload } from '@cip/provenance';
import type { ServiceClient } from '@cip/registry';
import { dsse } from '@sigstore/core';
import PQueue from 'p-queue';
import { bundleOf } from '../read-bundle.js';
import { UnreadableSignatureError } from '../signed.js';
import { CertifiedKeys } from './certified-keys.js';
import type { TokenSource } from './identity-token.js';
import { type LegacyLayer, legacyLayer } from './legacy-layer.js';
import { PairKeys } from './pair-keys.js';
import { log, type Loggable } from './rekor.js';
import { type SigningKey, type SigningKeys, signatureOf, verifierOf } from './signing-key.js';
import { SigningError } from './signing-error.js';
import type { KeylessSettings, SignerSettings } from './signer-settings.js';
import { timestamp } from './timestamp.js';
import { fileToken, githubToken, googleToken } from './token-sources.js';
import { type Envelope, type Witnesses, writeBundle } from './write-bundle.js';

/** What signing works with. The signal ends all of it. */
export interface SignerOptions extends CallOptions {
  /** Asks the services of Sigstore. */
  readonly client: ServiceClient;
  /** Holds `COSIGN_PASSWORD`, or what GitHub Actions offers. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Signatures at a time; default 8. */
  readonly concurrency?: number;
  /** In place of the one in the settings. */
  readonly token?: TokenSource;
  /** Milliseconds since the epoch; default: the system's clock. */
  readonly now?: () => number;
}

/**
 * Signs, by one key pair or one identity. Rejects with `SigningError`, or the reason of an abort, and then nothing was signed.
 */
export interface Signer {
  /** A statement as a Sigstore bundle v0.3, in JSON. */
  attest(statement: InTotoStatement): Promise<Uint8Array>;
  /** An image as cosign 2 does, for the tag `sha256-<hex>.sig`. */
  signImage(image: SignedImage): Promise<LegacyLayer>;
}

const usualConcurrency = 8;

/** Makes a signer. Reads no key and asks for no token before it first signs, so that a dry run can hold one. */
export function createSigner(settings: SignerSettings, options: SignerOptions): Signer {
  const signing = new Signing(settings, options);
  return {
    attest: (statement) => signing.attest(statement),
    signImage: (image) => signing.signImage(image),
  };
}

const statementType = 'application/vnd.in-toto+json';

/** What was signed, by what, and who saw it. */
interface Signed extends Witnesses {
  readonly key: SigningKey;
  readonly signature: Buffer;
}

class Signing {
  readonly #keys: SigningKeys;
  readonly #queue: PQueue;

  constructor(
    private readonly settings: SignerSettings,
    private readonly options: SignerOptions,
  ) {
    const { concurrency = usualConcurrency, environment } = options;
    this.#keys = settings.kind === 'key' ? new PairKeys(settings, environment) : certified(settings, options);
    // A certificate must not end while what it signed waits for its turn at the log.
    this.#queue = new PQueue({ concurrency });
  }

  async attest(statement: InTotoStatement): Promise<Uint8Array> {
    const content = Buffer.from(JSON.stringify(statement));
    const envelopeWith = (signature: string): Envelope => ({
      payload: content.toString('base64'),
      payloadType: statementType,
      signatures: [{ sig: signature }],
    });
    const { key, signature, ...witnesses } = await this.#sign(
      dsse.preAuthEncoding(statementType, content),
      (entry) => ({ kind: 'dsse', envelope: JSON.stringify(envelopeWith(entry.signature)), ...entry }),
    );
    const bundle = writeBundle(envelopeWith(signature.toString('base64')), key, witnesses);
    checkBundle(bundle);
    return new TextEncoder().encode(JSON.stringify(bundle));
  }

  async signImage(image: SignedImage): Promise<LegacyLayer> {
    const payload = simpleSigningPayload(image);
    const sha256 = createHash('sha256').update(payload).digest('hex');
    const { key, signature, ...witnesses } = await this.#sign(payload, (entry) => ({
      kind: 'hashedrekord',
      sha256,
      ...entry,
    }));
    return legacyLayer(payload, signature, key, witnesses);
  }

  async #sign(bytes: Uint8Array, loggable: ToLoggable): Promise<Signed> {
    const { signal } = this.options;
    return this.#queue.add(async () => {
      const signed = await this.#once(bytes, loggable);
      const fault = timeFault(signed);
      if (fault === undefined) return signed;
      // The log took longer than the certificate had left.
      if (fault === 'late') this.#keys.ended(signed.key);
      const again = await this.#once(bytes, loggable);
      if (timeFault(again) === undefined) return again;
      throw outOfTime();
    }, signal && { signal });
  }

  async #once(bytes: Uint8Array, loggable: ToLoggable): Promise<Signed> {
    const { client, signal } = this.options;
    const { rekor, tsa } = this.settings;
    const call = signal ? { signal } : {};
    const key = await this.#keys.current();
    const signature = signatureOf(bytes, key);
    const what = loggable({ signature: signature.toString('base64'), verifier: verifierOf(key) });
    const [entry, time] = await Promise.all([
      rekor === undefined ? undefined : log({ client, url: rekor }, what, call),
      tsa === undefined ? undefined : timestamp({ client, url: tsa }, signature, call),
    ]);
    return { key, signature, ...(entry && { entry }), ...(time && { timestamp: time }) };
  }
}

type ToLoggable = (entry: { readonly signature: string; readonly verifier: string }) => Loggable;

function certified({ fulcio, identity, token }: KeylessSettings, options: SignerOptions): SigningKeys {
  const { client, environment, signal, now = Date.now } = options;
  const source = (): TokenSource => {
    switch (token.provider) {
      case 'google':
        return googleToken(token.serviceAccount);
      case 'github':
        return githubToken(environment, client);
      case 'file':
        return fileToken(token.file);
    }
  };
  return new CertifiedKeys({
    authority: { client, url: fulcio },
    token: options.token ?? source(),
    identity,
    now,
    ...(signal && { signal }),
  });
}

/** What the witnesses say when it was signed has to lie in the lifetime of the certificate. */
function timeFault({ key: { certificate }, entry, timestamp: time }: Signed): 'early' | 'late' | undefined {
  if (!certificate) return undefined;
  const { notBefore, notAfter } = certificate;
  const times = [entry && entry.integratedTime * 1000, time?.time].filter((one) => one !== undefined);
  if (times.some((one) => one > notAfter)) return 'late';
  return times.some((one) => one < notBefore) ? 'early' : undefined;
}

function outOfTime(): SigningError {
  return new SigningError('CERTIFICATE', {
    code: 'TIMEOUT',
    reason: 'twice, something was logged or timestamped outside of the lifetime of its certificate',
    remedy: 'run again later, and compare the clocks of Fulcio, Rekor and the timestamp authority',
  });
}

/** What our own reader refuses is not signed. */
function checkBundle(bundle: object): void {
  try {
    bundleOf(bundle);
  } catch (error) {
    if (!(error instanceof UnreadableSignatureError)) throw error;
    throw new SigningError('LOG', {
      code: 'INVALID_ANSWER',
      reason: `what the services of Sigstore gave makes no sound bundle: it ${error.why}`,
      remedy: 'check their addresses under "signing" in .cip.yaml',
    });
  }
}
