import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { TemporaryFolders } from '../temporary-folders.js';
import { cosign2, cosign3, distribution3, goProgram, noGoProgram, slsaVerifier } from './go-program.js';
import { olareg } from './olareg.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());
afterEach(() => vi.unstubAllEnvs());

const ci = await readFile(new URL('../../../../.ci/run', import.meta.url), 'utf8');

it.each([cosign2, cosign3, distribution3, olareg, slsaVerifier])(
  '$name is installed where everything is checked',
  (program) => {
    expect(ci).toContain(`install_go_program ${program.variable} ${program.module}\n`);
  },
);

describe('a program', () => {
  it('is the one that its variable names, or the first on the PATH', async () => {
    const folder = await folders.create();
    const file = path.join(folder, cosign2.name);
    vi.stubEnv('PATH', folder);
    vi.stubEnv(cosign2.variable, '');
    expect(await goProgram(cosign2)).toBeUndefined();
    await writeFile(file, '');
    await chmod(file, 0o755);
    expect(await goProgram(cosign2)).toBe(file);
    vi.stubEnv(cosign2.variable, path.join(folder, 'other'));
    expect(await goProgram(cosign2)).toBeUndefined();
    expect(noGoProgram(cosign2)).toContain('go install github.com/sigstore/cosign/v2/cmd/cosign@');
  });
});
