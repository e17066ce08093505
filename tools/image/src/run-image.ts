import { type Console, printStats, reportWaits } from '@cip/cli';
import { formatRepositoryName } from '@cip/oci';
import {
  createRegistry,
  defaultCredentials,
  type ReadOnlyRegistry,
  type RegistryOptions,
} from '@cip/registry';
import { readAppBundle } from './app-bundle.js';
import { assemble, type AssembledImage } from './assemble.js';
import { expectFailures } from './expect-failures.js';
import { imageFactsOf } from './image-facts.js';
import { formatPlatform } from './platform.js';
import { pushImage } from './push-image.js';
import { formatReference, readBase } from './read-base.js';
import type { ImageRequest } from './request.js';
import { requirePrograms } from './require-programs.js';

export interface RunOptions {
  readonly console: Console;
  readonly signal: AbortSignal;
  /** The root of the repository. */
  readonly workspace: string;
}

/** Makes an image and pushes it. Prints `HOST/REPO:TAG@DIGEST` for each tag, or the digest alone. */
export async function runImage(request: ImageRequest, options: RunOptions): Promise<void> {
  const { console, signal, workspace } = options;
  const { push } = request;
  const built = await readAppBundle(workspace, request.app);
  const settings = registryOptions(request, console);
  // Without anywhere to push to, the client has no right to write.
  const writing = push.length > 0 ? createRegistry({ ...settings, rights: 'write-once' }) : undefined;
  const registry = writing ?? createRegistry(settings);
  try {
    const image = await expectFailures(`reading the base ${formatReference(request.base)}`, () =>
      assembleFrom(registry, request, built, signal),
    );
    const { digest } = image.root.descriptor;
    console.log.info('assembled', { digest, platforms: platformsOf(image) });
    if (writing) {
      await expectFailures(`pushing ${push.map(formatReference).join(', ')}`, () =>
        pushImage(image, push, writing, { signal }),
      );
    }
    const names = push.map(({ name, tag }) => `${formatRepositoryName(name)}:${tag}@${digest}`);
    console.print(`${(writing ? names : [digest]).join('\n')}\n`);
    if (request.stats) printStats(registry.ledger, 'lines', console);
  } finally {
    await registry.close();
  }
}

async function assembleFrom(
  registry: ReadOnlyRegistry,
  request: ImageRequest,
  { version, bundle }: Awaited<ReturnType<typeof readAppBundle>>,
  signal: AbortSignal,
): Promise<AssembledImage> {
  const { facts, labels, created } = request;
  const source = registry.repository(request.base.name);
  const base = await readBase(source, request.base, request.platforms, { signal });
  await requirePrograms(base, ['node', ...facts.programs], { signal });
  return assemble(base, {
    facts: imageFactsOf(facts, version),
    bundle,
    labels,
    ...(created !== undefined && { created }),
  });
}

function registryOptions({ registry, credentials }: ImageRequest, { log }: Console): RegistryOptions {
  return {
    ...registry,
    ...(credentials === 'found' && { credentials: defaultCredentials() }),
    onWait: reportWaits(log),
  };
}

function platformsOf({ base }: AssembledImage): string {
  return base.variants.map(({ platform }) => formatPlatform(platform)).join(', ');
}
