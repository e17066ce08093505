import { type CallOptions, parseJsonObject, printable } from '@cip/oci';
import type { Answer } from './answer.js';
import type { Secrets } from './auth/secrets.js';
import { RegistryError } from './errors.js';
import type { Hop } from './hop.js';
import type { Hosts } from './hosts.js';
import type { RequestLedger } from './ledger.js';
import { openWire } from './open-wire.js';
import type { RegistryOptions } from './options.js';
import { redact } from './redact.js';

/** One request to a service. It may be sent several times. */
export interface ServiceRequest extends CallOptions {
  readonly method: 'GET' | 'POST';
  /** By https, or http to a loopback address. */
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** The statuses that are an answer; others are failures. Default: 200 and 201. */
  readonly accept?: readonly number[];
  /** The largest answer that is read, in bytes; default 1 MiB. */
  readonly limit?: number;
  /** What the request proves itself with, besides its `Authorization`: errors show `***` in its place. */
  readonly secrets?: readonly string[];
}

/** The answer of a service. */
export interface ServiceAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** The first value of a header. */
  header(name: string): string | undefined;
}

/** How services are asked: the same as registries, without what only those have. */
export type ServiceOptions = Omit<
  RegistryOptions,
  'credentials' | 'accessHelp' | 'googleHosts' | 'groups' | 'publicOnly' | 'manifestCacheBytes' | 'limits'
>;

/** Services beside registries, such as those of Sigstore. */
export interface ServiceClient {
  /**
   * Sends a request until it is answered, with the patience and quotas that registries get. Redirects are not followed. Rejects
   * with `RegistryError`, which never holds a secret of the request.
   */
  exchange(request: ServiceRequest): Promise<ServiceAnswer>;
  readonly ledger: RequestLedger;
  /** Closes all connections; what is under way fails. */
  close(): Promise<void>;
}

/** Makes a client for services. Throws `TypeError` for bad options. */
export function createServiceClient(options: ServiceOptions = {}): ServiceClient {
  const { wire, hosts, secrets, ledger, close } = openWire(options);
  return {
    ledger,
    close,
    exchange: async (request) => {
      const hop = hopFor(request, hosts);
      for (const secret of request.secrets ?? []) secrets.used(`Bearer ${secret}`);
      return wire.retrying(hop.url.host, request.signal, async (patience) => {
        const answer = await wire.send(hop, patience);
        try {
          return await readAnswer(answer, request, secrets);
        } finally {
          await answer.discard();
        }
      });
    },
  };
}

const usualAnswers: readonly number[] = [200, 201];
const usualLimit = 1024 * 1024;

async function readAnswer(
  answer: Answer,
  { accept = usualAnswers, limit = usualLimit }: ServiceRequest,
  secrets: Secrets,
): Promise<ServiceAnswer> {
  const { status } = answer;
  if (!accept.includes(status)) throw await failureOf(answer, secrets);
  return { status, bytes: await answer.bytes(limit), header: (name) => answer.header(name) };
}

/** With what the service says of it (`{"message": "…"}`, as Fulcio, Rekor and Google's services do). */
async function failureOf(answer: Answer, secrets: Secrets): Promise<RegistryError> {
  const failure = await answer.failure();
  const message = parseJsonObject(answer.said ?? '')?.['message'];
  if (typeof message !== 'string' || message === '') return failure;
  // Before it is shortened: part of a secret is one, too.
  const said = printable(secrets.cut(message)).slice(0, 300);
  return new RegistryError({ ...failure.facts, reason: `${failure.facts.reason}: ${said}` });
}

function hopFor({ method, url, headers = {}, body, signal }: ServiceRequest, hosts: Hosts): Hop {
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && hosts.speaksHttp(url.host));
  if (!isSecure) {
    throw new RegistryError({
      code: 'REFUSED_BY_POLICY',
      host: url.host,
      method,
      url: redact(url),
      reason: 'not sent, as only https keeps the request from others',
      remedy: 'write its address with https://',
    });
  }
  return { kind: 'service', method, url, isElsewhere: false, headers, body, lane: 'exchange', signal };
}
