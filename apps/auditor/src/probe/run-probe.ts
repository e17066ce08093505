import type { Console } from '@cip/cli';
import { accessHelp, printRequests, reportWaits } from '@cip/cli';
import { describeError, type WriteOnceTarget } from '@cip/oci';
import { createRegistry, defaultCredentials } from '@cip/registry';
import { probeBlob, probeManifest } from '@cip/watch';
import type { ProbeRequest } from './probe-request.js';

interface ProbeInput {
  readonly console: Console;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
}

/** Pushes a probe to each repository, whatever becomes of the others. Resolves with the exit code. */
export async function runProbe(
  request: ProbeRequest,
  { console, signal, clock = Date.now }: ProbeInput,
): Promise<number> {
  const registry = createRegistry({
    ...request.registry,
    rights: 'write-once',
    ...(!request.isAnonymous && { credentials: defaultCredentials() }),
    accessHelp: accessHelp(request.isAnonymous ? 'anonymous-by-flag' : 'found'),
    onWait: reportWaits(console.log),
  });
  let exitCode = 0;
  try {
    for (const name of request.repositories) {
      try {
        const digest = await pushProbe(registry.repository(name), clock(), signal);
        console.print(`pushed ${name}@${digest}\n`);
      } catch (error) {
        signal.throwIfAborted();
        exitCode = 1;
        console.log.error(`no probe could be pushed to ${name}: ${describeError(error)}`);
      }
    }
    printRequests(registry.ledger, { stats: request.stats, format: 'text' }, console);
  } finally {
    await registry.close();
  }
  return exitCode;
}

/** Without a tag, which only a right that nobody here has could move. */
async function pushProbe(target: WriteOnceTarget, now: number, signal: AbortSignal): Promise<string> {
  const { descriptor, bytes } = probeBlob;
  if (!(await target.hasBlob(descriptor, { signal }))) {
    const upload = await target.openUpload(descriptor, { signal });
    if (upload !== 'mounted') await upload.send((offset) => whole(bytes.subarray(offset)), { signal });
  }
  const manifest = probeManifest(now);
  await target.pushManifest(manifest, { signal });
  return manifest.descriptor.digest;
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
