import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, bytesAnswer, emptyAnswer } from './answer.js';
import type { Delivery } from './delivery.js';
import type { FaultAction } from './faults.js';
import { readAll, type RegistryRequest } from './request.js';

type Process = (request: RegistryRequest) => Promise<Answer>;

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const page = '<!DOCTYPE html><html><body>Sign in to the network</body></html>';
const wrongDigest = `sha256:${'0'.repeat(64)}`;
const tenGigabytes = 10_000_000_000;

/** Carries a fault out; undefined asks for a reset without an answer. `process` is what the registry would do. */
export async function performFault(
  fault: FaultAction,
  request: RegistryRequest,
  process: Process,
): Promise<Delivery | undefined> {
  switch (fault.action) {
    case 'reset':
      return undefined;
    case 'reset-upload':
      await process({ ...request, body: brokenOff(request.body, fault.after) }).catch(ignoreBreak);
      return undefined;
    case 'commit-then-reset':
      await process(request);
      return undefined;
    case 'delay':
      await sleep(fault.ms, undefined, { ref: false });
      return { answer: await process(request) };
    case 'respond':
      return { answer: (await fault.respond(request)) ?? (await process(request)) };
    case 'status':
    case 'garbage':
    case 'redirect':
    case 'huge-length':
      await readAll(request.body, 0);
      return invented(fault, request);
    default:
      return spoilt(fault, await process(request));
  }
}

type Invention = Extract<FaultAction, { action: 'status' | 'garbage' | 'redirect' | 'huge-length' }>;

function invented(fault: Invention, request: RegistryRequest): Delivery {
  switch (fault.action) {
    case 'status':
      return { answer: bytesAnswer(fault.status, text(fault.body ?? ''), fault.headers ?? {}) };
    case 'garbage':
      return { answer: bytesAnswer(200, text(page), { 'content-type': 'text/html; charset=utf-8' }) };
    case 'redirect': {
      const location = typeof fault.location === 'string' ? fault.location : fault.location(request);
      return { answer: emptyAnswer(fault.status ?? 307, { location }) };
    }
    case 'huge-length': {
      const headers = {
        'content-type': 'application/octet-stream',
        'content-length': `${fault.bytes ?? tenGigabytes}`,
      };
      return { answer: bytesAnswer(200, text('{'), headers), cut: { after: 1, end: 'stall' } };
    }
  }
}

type Spoiling = Extract<
  FaultAction,
  { action: 'reset-body' | 'stall' | 'truncate' | 'corrupt' | 'wrong-digest' }
>;

function spoilt(fault: Spoiling, answer: Answer): Delivery {
  switch (fault.action) {
    case 'reset-body':
      return { answer, cut: { after: fault.after, end: 'reset' } };
    case 'stall':
      return { answer, cut: { after: fault.after, end: 'stall' } };
    case 'truncate':
      return { answer, cut: { after: Math.floor(answer.body.byteLength / 2), end: 'close' } };
    case 'corrupt':
      return { answer: { ...answer, body: withFlippedBit(answer.body) } };
    case 'wrong-digest':
      return { answer: { ...answer, headers: { ...answer.headers, 'docker-content-digest': wrongDigest } } };
  }
}

function withFlippedBit(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const middle = Math.floor(copy.byteLength / 2);
  const byte = copy[middle];
  if (byte !== undefined) copy[middle] = byte ^ 1;
  return copy;
}

class BrokenOff extends Error {}

async function* brokenOff(body: AsyncIterable<Uint8Array>, after: number): AsyncGenerator<Uint8Array> {
  let left = after;
  for await (const chunk of body) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.byteLength;
    if (left <= 0) throw new BrokenOff();
  }
  throw new BrokenOff();
}

function ignoreBreak(error: unknown): undefined {
  if (error instanceof BrokenOff) return undefined;
  throw error;
}
