import { createHash } from 'node:crypto';
import { TemporaryFolders, writeTree } from '@cip/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, startBrowser } from './browser.js';
import { contrastOf } from './contrast.js';
import { type RunningAuditor, startAuditor } from './start-auditor.js';

const folders = new TemporaryFolders();
const digest = `sha256:${createHash('sha256').update('image').digest('hex')}` as const;
const prod = 'registry.example/production/images/of-a-project';
const long = `${'a-component-with-a-very-long-name/'.repeat(5)}controller`;
const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

const promised = (name: string) => ({
  action: 'INSERT',
  digest: `${prod}/${name}@${digest}`,
  tag: `${prod}/${name}:v1`,
});

let tree: string;
let browser: Browser | undefined;

beforeAll(async () => {
  tree = await folders.create();
  const images = { hammer: { [digest]: ['v1'] }, [long]: { [digest]: ['v1'] } };
  await writeTree(tree, { tools: { source: 'registry.example/staging', destinations: [prod], images } });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await folders.remove();
});

/** A service, and a page that shows it. */
interface Watched extends AsyncDisposable {
  readonly page: Page;
  /** What each row of the list shows. */
  readonly rows: () => Promise<string[]>;
  readonly send: (...changes: readonly object[]) => Promise<void>;
  /** Errors, messages on the console, and requests to anywhere else. */
  readonly complaints: readonly string[];
}

async function watch(running: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const auditor = await startAuditor(['--manifests', tree, '--grace', '0']);
  const context = await running.newContext(options);
  const page = await context.newPage();
  const complaints = complaintsOf(page, auditor);
  await page.goto(auditor.address);
  return {
    page,
    complaints,
    rows: () => page.locator('#list > li').allInnerTexts(),
    send: (...changes) => send(auditor, changes),
    [Symbol.asyncDispose]: async () => {
      await context.close();
      auditor.kill('SIGTERM');
      await auditor.finished;
    },
  };
}

function complaintsOf(page: Page, { address }: RunningAuditor): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('dialog', (dialog) => void complaints.push(dialog.message()));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== address) complaints.push(request.url());
  });
  return complaints;
}

let sent = 0;

async function send({ address }: RunningAuditor, changes: readonly object[]): Promise<void> {
  for (const { messageId = `m${++sent}`, ...change } of changes as { messageId?: string }[]) {
    const data = Buffer.from(JSON.stringify(change)).toString('base64');
    const body = JSON.stringify({ message: { data, messageId } });
    expect((await fetch(address, { method: 'POST', body })).status).toBe(200);
  }
}

const deleted = { action: 'DELETE', tag: `${prod}/hammer:v1` };
const soon = { timeout: 15_000 };

it('shows changes as they come, newest first', async ({ skip }) => {
  if (!browser) return skip(noBrowser);
  await using watched = await watch(browser);
  const { page, rows, send, complaints } = watched;
  await expect.poll(() => page.locator('#none').innerText()).toBe('This process has not seen a change yet.');
  await send(promised('hammer'));
  await expect.poll(rows, soon).toEqual([expect.stringMatching(/VERIFIED[^]*hammer:v1[^]*promised/)]);
  await send(deleted);
  await expect
    .poll(rows, soon)
    .toEqual([expect.stringMatching(/REJECTED[^]*deleted/), expect.stringContaining('VERIFIED')]);
  expect(await page.locator('#none').isVisible()).toBe(false);
  expect(await page.locator('#state').innerText()).toMatch(/^Manifests working tree, read \d+ (s|min) ago$/);
  expect(complaints).toEqual([]);
});

it('shows what somebody looks for, also after a reload', async ({ skip }) => {
  if (!browser) return skip(noBrowser);
  await using watched = await watch(browser);
  const { page, rows, send, complaints } = watched;
  await send(promised('hammer'), promised(long), deleted, { action: 'MOVE' });
  await expect.poll(rows, soon).toHaveLength(4);
  await page.getByRole('button', { name: 'Rejected' }).click();
  await expect.poll(rows, soon).toHaveLength(2);
  await page.getByRole('searchbox').fill('HAMMER');
  await expect.poll(rows, soon).toEqual([expect.stringContaining('deleted')]);
  await page.reload();
  await expect.poll(rows, soon).toEqual([expect.stringContaining('deleted')]);
  await page.getByRole('searchbox').fill('saw');
  await expect.poll(rows, soon).toEqual([]);
  expect(await page.locator('#none').innerText()).toBe('Nothing that this process has seen matches.');
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'All' }).click();
  await expect.poll(rows, soon).toHaveLength(4);
  expect(complaints).toEqual([]);
});

it('says what is invalid in the manifests, however much, and leaves room for the changes', async ({
  skip,
}) => {
  if (!browser) return skip(noBrowser);
  await using watched = await watch(browser);
  const { page, rows, send, complaints } = watched;
  await send(promised('hammer'));
  const invalid = Array.from(
    { length: 300 },
    (_, i) => `images/app-${i}/images.yaml:7 digest-format: ${hostile}`,
  );
  const ready = { status: 'ready', revision: 'working tree', readAt: new Date().toISOString(), invalid };
  await page.route('**/ready', (route) => route.fulfill({ json: ready }));
  const box = page.getByRole('region', { name: /^Parts of the manifests are invalid/ });
  await expect.poll(() => box.locator('li').count(), soon).toBe(300);
  expect(await box.locator('li').first().innerText()).toBe(invalid[0]);
  expect((await box.boundingBox())?.height).toBeLessThan(300);
  await expect.poll(rows, soon).toHaveLength(1);
  expect(await contrastOf(page, '#invalid p')).toBeGreaterThanOrEqual(4.5);
  await page.unroute('**/ready');
  await expect.poll(() => box.isVisible(), soon).toBe(false);
  expect(complaints).toEqual([]);
});

describe('hostile texts stay texts', () => {
  it('in what a message says', async ({ skip }) => {
    if (!browser) return skip(noBrowser);
    await using watched = await watch(browser);
    const { page, rows, send, complaints } = watched;
    const tag = `${prod}/hammer:${hostile}`;
    await send({ messageId: hostile, action: 'INSERT', tag }, { ...promised('hammer'), messageId: hostile });
    await expect.poll(rows, soon).toHaveLength(2);
    for (const row of await rows()) expect(row).toContain(hostile);
    expect(await page.locator('#list :is(img, script)').count()).toBe(0);
    expect([await page.title(), complaints]).toEqual(['Changes in production', []]);
  });

  it('in every field that the service could answer', async ({ skip }) => {
    if (!browser) return skip(noBrowser);
    await using watched = await watch(browser);
    const { page, rows, complaints } = watched;
    const fields = [
      'id',
      'reason',
      'explanation',
      'action',
      'repository',
      'tag',
      'digest',
      'parent',
      'revision',
    ];
    const item = Object.fromEntries(fields.map((field) => [field, `${field} ${hostile}`]));
    const items = [{ ...item, time: new Date().toISOString(), verdict: 'REJECTED' }];
    await page.route('**/api/transactions?*', (route) => route.fulfill({ json: { version: 1, items } }));
    await page.reload();
    await expect.poll(rows, soon).toHaveLength(1);
    const [row] = await rows();
    for (const field of fields) expect(row).toContain(`${field} ${hostile}`);
    expect(await page.locator('#list :is(img, script)').count()).toBe(0);
    expect([await page.title(), complaints]).toEqual(['Changes in production', []]);
  });
});

describe.each(['light', 'dark'] as const)('on a phone, %s', (colorScheme) => {
  it('everything fits, and can be read', async ({ skip }) => {
    if (!browser) return skip(noBrowser);
    await using watched = await watch(browser, { colorScheme, viewport: { width: 360, height: 740 } });
    const { page, rows, send, complaints } = watched;
    await send(promised(long), deleted);
    await expect.poll(rows, soon).toHaveLength(2);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    const texts = [
      'h1',
      '#state',
      '.VERIFIED',
      '.REJECTED',
      '.image',
      '.image span',
      '.why',
      '.facts',
      'time',
    ];
    for (const text of [...texts, 'button[aria-pressed=true]', 'button[aria-pressed=false]', '#q']) {
      // WCAG 2.2, "Contrast (Minimum)"
      expect([text, await contrastOf(page, text)]).toEqual([text, expect.toSatisfy((found) => found >= 4.5)]);
    }
    expect(complaints).toEqual([]);
  });
});
