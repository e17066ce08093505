import { createHash } from 'node:crypto';
import type { Handler } from './sigstore-server.js';

interface Envelope {
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

interface ProposedEntry {
  readonly kind: string;
  readonly apiVersion: string;
  readonly spec: {
    readonly proposedContent?: { readonly envelope: string; readonly verifiers: readonly string[] };
  };
}

/**
 * The handler of a log that keeps of a `dsse` entry what Rekor keeps, hashes and signatures (rekor `pkg/types/dsse/v0.0.1`): that
 * of `@sigstore/mock` keeps the proposal, which no verifier takes.
 */
export function asRekorLogs({ path, fn }: Handler): Handler {
  return { path, fn: (body) => fn(JSON.stringify(loggedForm(JSON.parse(body) as ProposedEntry))) };
}

function loggedForm(entry: ProposedEntry): object {
  const { proposedContent } = entry.spec;
  if (entry.kind !== 'dsse' || !proposedContent) return entry;
  const { envelope, verifiers } = proposedContent;
  const { payload, signatures } = JSON.parse(envelope) as Envelope;
  return {
    kind: entry.kind,
    apiVersion: entry.apiVersion,
    spec: {
      envelopeHash: hashOf(envelope),
      payloadHash: hashOf(Buffer.from(payload, 'base64')),
      signatures: signatures.map(({ sig }, i) => ({ signature: sig, verifier: verifiers[i] })),
    },
  };
}

function hashOf(content: string | Buffer): object {
  return { algorithm: 'sha256', value: createHash('sha256').update(content).digest('hex') };
}
