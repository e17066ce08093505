import { type CallOptions, isObject, parseJsonObject } from '@cip/oci';
import type { ServiceAnswer, ServiceClient } from '@cip/registry';
import { serviceFailure, unusableAnswer } from './service-failure.js';
import type { SigningError } from './signing-error.js';
import { under } from './under.js';

const entries = 'api/v1/log/entries';

/** A transparency log with the API of Rekor 1. */
export interface Log {
  readonly client: ServiceClient;
  /** Its base address. */
  readonly url: string;
}

/** What is to be logged: the signature of an envelope, or of bytes. */
export type Loggable =
  | {
      readonly kind: 'dsse';
      readonly envelope: string;
      readonly signature: string;
      readonly verifier: string;
    }
  | {
      readonly kind: 'hashedrekord';
      readonly sha256: string;
      readonly signature: string;
      readonly verifier: string;
    };

/** An entry of the log, as Rekor gives it. */
export interface LogEntry {
  /** Base64. */
  readonly body: string;
  readonly kind: string;
  readonly apiVersion: string;
  /** Seconds since the epoch. */
  readonly integratedTime: number;
  readonly logIndex: number;
  /** Hexadecimal. */
  readonly logID: string;
  /** The log's promise, in base64. */
  readonly signedEntryTimestamp: string;
  readonly inclusionProof: InclusionProof;
}

/** The proof that an entry is in the log. Hashes are hexadecimal. */
export interface InclusionProof {
  readonly logIndex: number;
  readonly treeSize: number;
  readonly rootHash: string;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
}

/**
 * Has the log take an entry, or finds it there: what is sent again after a lost answer is there already. Rejects with
 * `SigningError` `LOG`, also for an entry that is about something else.
 */
export async function log({ client, url }: Log, what: Loggable, { signal }: CallOptions): Promise<LogEntry> {
  const at = under(url, entries);
  const call = {
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    ...(signal && { signal }),
  };
  const failed = (error: unknown): never => {
    throw serviceFailure('LOG', error, signal);
  };
  const body = Buffer.from(JSON.stringify(proposalOf(what)));
  const made = await client
    .exchange({ ...call, method: 'POST', url: at, body, accept: [200, 201, 409] })
    .catch(failed);
  if (made.status !== 409) return entryIn(made, what, at);
  const known = new URL(`${at.href}/${idOf(made, at)}`);
  return entryIn(await client.exchange({ ...call, method: 'GET', url: known }).catch(failed), what, known);
}

/** Rekor's types `dsse` and `hashedrekord` 0.0.1 (https://github.com/sigstore/rekor/tree/main/pkg/types). */
function proposalOf(what: Loggable): object {
  const { kind, signature } = what;
  const verifier = Buffer.from(what.verifier).toString('base64');
  const spec =
    what.kind === 'dsse'
      ? { proposedContent: { envelope: what.envelope, verifiers: [verifier] } }
      : {
          data: { hash: { algorithm: 'sha256', value: what.sha256 } },
          signature: { content: signature, publicKey: { content: verifier } },
        };
  return { apiVersion: '0.0.1', kind, spec };
}

function idOf(answer: ServiceAnswer, url: URL): string {
  const id = (answer.header('location') ?? '').split('/').at(-1) ?? '';
  if (/^[0-9a-f]{64,80}$/.test(id)) return id;
  throw unusableAnswer('LOG', url, 'it has the entry, and does not say where');
}

function entryIn({ bytes }: ServiceAnswer, what: Loggable, url: URL): LogEntry {
  const unusable = (why: string): SigningError => unusableAnswer('LOG', url, why);
  const [entry, ...others] = Object.values(parseJsonObject(bytes) ?? {});
  if (!isObject(entry) || others.length > 0) throw unusable('it holds no single entry');
  const { body, integratedTime, logIndex, logID, verification } = entry;
  if (typeof body !== 'string' || typeof logID !== 'string') throw unusable('the entry has no body or log');
  if (!isNumber(integratedTime) || !isNumber(logIndex)) throw unusable('the entry has no time or number');
  const { signedEntryTimestamp, inclusionProof } = isObject(verification) ? verification : {};
  const proof = proofOf(inclusionProof);
  if (typeof signedEntryTimestamp !== 'string' || !proof) throw unusable('the entry has no promise or proof');
  const { kind, apiVersion, spec } = parseJsonObject(Buffer.from(body, 'base64')) ?? {};
  const isOurs = kind === what.kind && signatureIn(spec, what) === what.signature;
  if (!isOurs || typeof apiVersion !== 'string') throw unusable('the entry is about something else');
  const shared = { body, kind: what.kind, apiVersion, integratedTime, logIndex, logID };
  return { ...shared, signedEntryTimestamp, inclusionProof: proof };
}

function signatureIn(spec: unknown, { kind }: Loggable): unknown {
  if (!isObject(spec)) return undefined;
  if (kind === 'hashedrekord') return isObject(spec['signature']) ? spec['signature']['content'] : undefined;
  const signatures: unknown[] = Array.isArray(spec['signatures']) ? spec['signatures'] : [];
  return signatures.length === 1 && isObject(signatures[0]) ? signatures[0]['signature'] : undefined;
}

function proofOf(proof: unknown): InclusionProof | undefined {
  if (!isObject(proof)) return undefined;
  const { logIndex, treeSize, rootHash, hashes, checkpoint } = proof;
  if (!isNumber(logIndex) || !isNumber(treeSize)) return undefined;
  if (typeof rootHash !== 'string' || typeof checkpoint !== 'string' || !Array.isArray(hashes))
    return undefined;
  const texts = (hashes as unknown[]).filter((hash) => typeof hash === 'string');
  return { logIndex, treeSize, rootHash, hashes: texts, checkpoint };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
