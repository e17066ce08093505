import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createSigningKey, type TestSigstore } from '@cip/testing';
import { temporaryFolder } from './run-cip.js';

/** The key that the project trusts. */
export const key = createSigningKey();

/** Whom its policy lets sign provenance. */
export const builder = { issuer: 'https://accounts.google.com', identity: 'builder@project.example' };

/** The section of a promoter manifest. */
export const policy = `provenance:
  mode: require
  signers: ["sigstore::https://accounts.google.com::builder@project.example"]
  builders: [{id: https://builder.example/foo, level: 1}]
  sources: [github.com/org/foo]
`;

/** Provenance (https://slsa.dev/provenance/v1) that satisfies the policy, if the builder signs it. */
export const provenance = {
  buildDefinition: {
    buildType: 'https://builder.example/type',
    externalParameters: {},
    resolvedDependencies: [{ uri: 'git+https://github.com/org/foo@refs/heads/main' }],
  },
  runDetails: { builder: { id: 'https://builder.example/foo' } },
};

export interface AttachedProject {
  readonly staging: string;
  readonly production: readonly string[];
  /** Of `.cip.yaml`, beside `trust`. */
  readonly configuration: string;
  /** Of the promoter manifest; default none. */
  readonly policy?: string;
  /** The tag of each digest, by image. */
  readonly images: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A tree with one subproject, whose images go from `HOST/foo` to `HOST/prod`. Resolves with its folder. */
export async function writeProject(project: AttachedProject, sigstore: TestSigstore): Promise<string> {
  const folder = await temporaryFolder();
  const { staging, production, configuration, images } = project;
  const destinations = production.map((host) => `- {name: ${host}/prod}\n`).join('');
  const files = {
    'manifests/foo/promoter-manifest.yaml': `registries:\n- {name: ${staging}/foo, src: true}\n${destinations}${project.policy ?? ''}`,
    'images/foo/images.yaml': Object.entries(images).map(imageText).join(''),
    'trusted_root.json': sigstore.trustedRoot,
    'cosign.pub': key.publicKey,
    '.cip.yaml': `trust: {root: trusted_root.json, keys: [cosign.pub]}\n${configuration}\n`,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

function imageText([name, dmap]: [string, Readonly<Record<string, string>>]): string {
  const lines = Object.entries(dmap).map(([digest, tag]) => `    "${digest}": [${tag}]\n`);
  return `- name: ${name}\n  dmap:\n${lines.join('')}`;
}
