import { isIP } from 'node:net';
import { UsageError } from '@cip/runtime';
import type { Command } from 'commander';
import type { CallersRequest } from './request.js';

/** What commander hands over: texts as typed. */
interface Flags {
  readonly host: string;
  readonly pubsubAudience?: string;
  readonly pubsubServiceAccount?: string;
  readonly pubsubCertsUrl?: string;
  readonly distributionSecretFile?: string;
}

/** How callers prove who they are. Throws `UsageError` when none needs to and others than this machine could call. */
export function callersOf(command: Command, isOn: (name: string) => boolean): CallersRequest {
  const flags = command.opts<Flags>();
  const pubsub = pubsubOf(flags);
  const secretFile = flags.distributionSecretFile;
  const allowed = isOn('--allow-unauthenticated');
  if (!pubsub && secretFile === undefined && !allowed && !isLoopback(flags.host)) {
    throw new UsageError(`anybody who reaches ${flags.host} could send events`, [
      'Say whose Pub/Sub pushes to take, with --pubsub-audience and --pubsub-service-account.',
      'Or give the secret of distribution registries, with --distribution-secret-file FILE.',
      'Or listen for this machine alone, with --host 127.0.0.1.',
      'Or allow it, with --allow-unauthenticated.',
    ]);
  }
  return {
    ...(pubsub && { pubsub }),
    ...(secretFile !== undefined && { distributionSecretFile: secretFile }),
    allowUnauthenticated: allowed || (!pubsub && secretFile === undefined),
  };
}

// Anybody can have Google make a token for any audience: an audience alone proves nothing.
function pubsubOf({ pubsubAudience, pubsubServiceAccount, pubsubCertsUrl }: Flags): CallersRequest['pubsub'] {
  if (pubsubAudience === undefined && pubsubServiceAccount === undefined) return undefined;
  if (pubsubAudience === undefined || pubsubServiceAccount === undefined) {
    throw new UsageError(
      '--pubsub-audience and --pubsub-service-account prove a caller only together',
      'Give both, as they stand in the push subscription.',
    );
  }
  return {
    audience: pubsubAudience,
    serviceAccount: pubsubServiceAccount,
    ...(pubsubCertsUrl !== undefined && { certificatesUrl: pubsubCertsUrl }),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
