import { addFlags, openConsole, outputFlags, registryFlags, toConsoleOptions } from '@cip/cli';
import type { Environment } from '@cip/runtime';
import { Command } from 'commander';
import { imageFlags, toRequest } from './flags.js';
import { appFacts } from './image-facts.js';
import { runImage } from './run-image.js';

export interface CliOptions {
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** The root of the repository. */
  readonly workspace: string;
}

const examples = `
Examples:
  npm run image -- promoter --base registry.example/base/node-git:24
  npm run image -- promoter --base registry.example/base/node-git:24 --push registry.example/cip/promoter:v1.0.0
  npm run image -- auditor --base registry.example/base/node-git:24 --platform linux/amd64 --platform linux/arm64 \\
      --push us.registry.example/cip/auditor:v1.0.0 --push eu.registry.example/cip/auditor:v1.0.0 \\
      --label org.opencontainers.image.revision="$(git rev-parse HEAD)"

The app must have been built (npm run build). The base needs node and git; the stage "base" of the Dockerfiles is one.
The same build, base, labels and SOURCE_DATE_EPOCH give the same digest. Without SOURCE_DATE_EPOCH the image is as old
as its base. A tag is never moved: one that another image has is an error.

Exit codes: 0 done, 1 a tag is taken or a registry failed, 2 wrong usage: no such app, bundle, base or platform,
130 and 143 stopped by a signal.
`;

/** Parses the arguments (without node and script) and makes the image. Resolves with the exit code. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<number> {
  const program = addFlags(new Command('npm run image --'), [
    ...imageFlags(),
    ...outputFlags(),
    ...registryFlags(),
  ])
    .description(
      'Assembles the container image of an app from its bundle and a base image in a registry, without Docker, and ' +
        'pushes it. Prints where it is, with its digest. Without --push it says the digest and writes nothing.',
    )
    .argument('<app>', [...appFacts.keys()].join(', '))
    .showHelpAfterError('(see "npm run image -- --help")')
    .addHelpText('after', examples)
    .exitOverride()
    .action(async (app: string) => {
      const request = toRequest(program, app, options.env);
      const console = await openConsole(toConsoleOptions(program, options.env));
      await runImage(request, { console, ...options });
    });
  await program.parseAsync(args, { from: 'user' });
  return 0;
}
