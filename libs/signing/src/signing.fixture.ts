import { createRegistry, type ReadOnlyRegistry } from '@cip/registry';
import {
  buildImage,
  createSigningKey,
  type Image,
  type RegistryOptions,
  startRegistry,
  startSigstore,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import type { Digest } from '@cip/oci';
import { type Carried, readCarried, readTrustedKey, readTrustRoot, type Trust } from './index.js';

export const image = buildImage('app');
export const builder = {
  issuer: 'https://accounts.google.com',
  identity: 'builder@project.iam.gserviceaccount.com',
};
export const signingKey = createSigningKey();

/** A registry, and two Sigstores of which one is trusted. */
export interface World extends AsyncDisposable {
  readonly registry: TestRegistry;
  readonly sigstore: TestSigstore;
  readonly stranger: TestSigstore;
  readonly trust: Trust;
  readonly client: ReadOnlyRegistry;
  /** A repository that nothing else uses. */
  repository(): Repository;
}

export interface Repository {
  readonly name: string;
  push(image: Image, tag?: string): void;
  /** What an image carries. */
  carried(of?: Digest, trust?: Trust): Promise<Carried>;
}

export async function startWorld(options: RegistryOptions = {}): Promise<World> {
  const registry = await startRegistry({ verifyReferences: false, ...options });
  const [sigstore, stranger] = await Promise.all([startSigstore(), startSigstore()]);
  const client = createRegistry({ retryDeadline: 500 });
  const trust: Trust = {
    root: () => Promise.resolve(readTrustRoot(sigstore.trustedRoot, 'trusted_root.json')),
    keys: [readTrustedKey(signingKey.publicKey, 'cosign.pub')],
  };
  let count = 0;
  return {
    registry,
    sigstore,
    stranger,
    trust,
    client,
    repository: () => {
      const name = `staging/app-${(count += 1)}`;
      const source = client.repository(`${registry.host}/${name}`);
      return {
        name,
        push: (one, tag) => {
          registry.seed(name, one, tag === undefined ? [] : [tag]);
        },
        carried: (of = image.descriptor.digest, by = trust) => readCarried(source, of, by),
      };
    },
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await Promise.all([registry.close(), sigstore[Symbol.asyncDispose](), stranger[Symbol.asyncDispose]()]);
    },
  };
}
