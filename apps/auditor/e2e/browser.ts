import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** What {@link startBrowser} says when it gives nothing; for `ctx.skip`. */
export const noBrowser = "Debian's chromium is not on the PATH (apt-get install chromium)";

/**
 * A browser without a window. Undefined where there is none, with the reason on stderr; with
 * `CIP_REQUIRE_REAL_REGISTRY=1` that is an error.
 */
export async function startBrowser(): Promise<Browser | undefined> {
  const executablePath = await programOnPath('chromium');
  if (executablePath !== undefined) {
    // Its sandbox refuses to work for root, and containers may have no other user.
    return chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }
  if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new Error(noBrowser);
  process.stderr.write(`left out: ${noBrowser}\n`);
  return undefined;
}

async function programOnPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
}
