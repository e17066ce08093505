import type { ContentFrom, Descriptor, RawManifest, Source, WriteOnceTarget } from '@cip/oci';
import { buildImage, type Image } from '@cip/testing';
import { describe, it } from 'vitest';
import type { Job } from './job.js';
import { runJobs } from './run-jobs.js';

function sourceOf(image: Image, i: number): Source {
  const bytesOf = (digest: Descriptor['digest']): Uint8Array => image.blobs.get(digest) ?? new Uint8Array();
  const source: Partial<Source> = {
    name: { registry: 'staging.example', repository: `image${i}` },
    fetchManifest: () => Promise.resolve({ descriptor: image.descriptor, bytes: image.bytes }),
    fetchBlob: async function* (blob, { offset = 0 } = {}) {
      const bytes = bytesOf(blob.digest);
      for (let at = offset; at < bytes.byteLength; at += 65_536) {
        yield await Promise.resolve(bytes.subarray(at, at + 65_536));
      }
    },
  };
  return source as Source;
}

type Behaviour = 'takes everything' | 'takes one chunk and stops' | 'never says what it has';

const never = new Promise<never>(() => undefined);

function targetOf(registry: string, i: number, behaviour: Behaviour): WriteOnceTarget {
  const pushed = new Map<string, RawManifest>();
  const send = async (content: ContentFrom): Promise<void> => {
    for await (const chunk of content(0)) {
      if (chunk.byteLength > 0 && behaviour === 'takes one chunk and stops') await never;
    }
  };
  const target: Partial<WriteOnceTarget> = {
    name: { registry, repository: `image${i}` },
    hasBlob: () => (behaviour === 'never says what it has' ? never : Promise.resolve(false)),
    openUpload: () => Promise.resolve({ send }),
    pushManifest: (manifest, { tag = '' } = {}) => {
      pushed.set(tag, manifest);
      return Promise.resolve('written');
    },
    resolve: (reference) => Promise.resolve(pushed.get(reference)?.descriptor),
  };
  return target as WriteOnceTarget;
}

/** In milliseconds; an undisturbed run takes a few seconds. */
const deadline = 60_000;
const limit = { timeout: deadline + 10_000 };

/**
 * Copies images to two quick registries and one that behaves otherwise; resolves when the quick ones have them all. Throws
 * when a copy to them fails, or when they do not have them all by the deadline.
 */
async function copyBeside(
  behaviour: Behaviour,
  images: readonly Image[],
  maxBufferedBytes: number,
): Promise<void> {
  const hosts = ['us.example', 'eu.example', 'odd.example'];
  const jobs = hosts.flatMap((host) =>
    images.map((image, i): Job => {
      const target = targetOf(host, i, host === 'odd.example' ? behaviour : 'takes everything');
      return {
        kind: 'copy',
        digest: image.descriptor.digest,
        tags: ['v1'],
        source: sourceOf(image, i),
        target,
      };
    }),
  );
  const controller = new AbortController();
  const options = { maxBufferedBytes, holdUpPatience: 50, joinPatience: 50, signal: controller.signal };
  const wanted = 2 * images.length;
  let done = 0;
  let timer: NodeJS.Timeout | undefined;
  const quickOnes = new Promise<void>((resolve, reject: (reason: Error) => void) => {
    timer = setTimeout(() => {
      reject(new Error(`held up: ${done} of ${wanted} copies were done by the deadline`));
    }, deadline);
    const running = runJobs(jobs, options, (job, { state, error }) => {
      const { registry, repository } = job.target.name;
      if (registry === 'odd.example') return;
      if (state !== 'promoted') reject(new Error(`${registry}/${repository}: ${state}`, { cause: error }));
      if (++done === wanted) resolve();
    });
    running.then(() => {
      reject(new Error(`the run ended after ${done} of ${wanted} copies`));
    }, reject);
  });
  try {
    await quickOnes;
  } finally {
    clearTimeout(timer);
    controller.abort(new Error('the test is over'));
  }
}

describe.each<Behaviour>(['takes one chunk and stops', 'never says what it has'])(
  'a registry that %s',
  (behaviour) => {
    it('does not hold up the others with large layers, many more than memory or slots', limit, async () => {
      const images = Array.from({ length: 40 }, (_, i) =>
        buildImage(`large ${i}`, { layers: 3, layerSize: 2 ** 21 }),
      );
      await copyBeside(behaviour, images, 16 * 2 ** 20);
    });

    it('does not hold up the others with small layers that are held in memory', limit, async () => {
      const images = Array.from({ length: 40 }, (_, i) =>
        buildImage(`small ${i}`, { layers: 5, layerSize: 500_000 }),
      );
      await copyBeside(behaviour, images, 8 * 2 ** 20);
    });
  },
);
