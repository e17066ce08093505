import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

/** A program that `go install` makes, and that a test may do without. */
export interface GoProgram {
  /** The variable that names its file. */
  readonly variable: string;
  /** Where it is looked for on the PATH. */
  readonly name: string;
  /** What `go install` is given. */
  readonly module: string;
}

/** Distribution 3, the successor of Debian's `docker-registry`. */
export const distribution3: GoProgram = {
  variable: 'CIP_TEST_DISTRIBUTION',
  name: 'distribution-registry',
  module: 'github.com/distribution/distribution/v3/cmd/registry@v3.1.2',
};

/** Signs as OCI referrers. */
export const cosign3: GoProgram = {
  variable: 'CIP_TEST_COSIGN',
  name: 'cosign',
  module: 'github.com/sigstore/cosign/v3/cmd/cosign@v3.1.3',
};

/** Signs under tags `sha256-….sig`. */
export const cosign2: GoProgram = {
  variable: 'CIP_TEST_COSIGN2',
  name: 'cosign2',
  module: 'github.com/sigstore/cosign/v2/cmd/cosign@v2.6.5',
};

/** Verifies verification summaries. */
export const slsaVerifier: GoProgram = {
  variable: 'CIP_TEST_SLSA_VERIFIER',
  name: 'slsa-verifier',
  module: 'github.com/slsa-framework/slsa-verifier/v2/cli/slsa-verifier@v2.7.1',
};

/** The file of a program: what its variable names, or the first on the PATH; undefined where there is none. */
export async function goProgram({ variable, name }: GoProgram): Promise<string | undefined> {
  const named = process.env[variable] ?? '';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const files = named === '' ? folders.map((folder) => path.join(folder, name)) : [path.resolve(named)];
  for (const file of files) if (await isProgram(file)) return file;
  return undefined;
}

/** Why there is no such program, for `ctx.skip`. */
export function noGoProgram({ variable, name, module }: GoProgram): string {
  return `neither ${variable} nor the PATH has a program ${name} (go install ${module})`;
}

/** Runs a program that there is to its end, with these variables and the PATH alone. Throws execa's error when it fails. */
export async function runGoProgram(
  program: GoProgram,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  const env = { ...variables, PATH: process.env['PATH'] };
  await execa((await goProgram(program)) ?? program.name, args, { env, extendEnv: false });
}

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
