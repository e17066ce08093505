import { Script } from 'node:vm';
import { expect, it } from 'vitest';
import { createWorld } from '../fixtures.js';

it('the page runs its own script and style, and nothing else', async () => {
  const { app } = createWorld();
  const pages = [await app.inject({ url: '/' }), await app.inject({ url: '/?q=<script>alert(1)</script>' })];
  const nonces = pages.map(({ body, headers }) => {
    const policy = String(headers['content-security-policy']);
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(body.match(/<(script|style) nonce="[^"]+">/g)).toEqual([
      `<style nonce="${nonce}">`,
      `<script nonce="${nonce}">`,
    ]);
    expect(body).not.toMatch(/https?:\/\/| on\w+=|alert/);
    return nonce;
  });
  expect(nonces[0]).not.toBe(nonces[1]);
});

it('the script is one, and never turns text into markup', async () => {
  const { body } = await createWorld().app.inject({ url: '/' });
  const script = /<script nonce="[^"]+">([^]*?)<\/script>/.exec(body)?.[1] ?? '';
  expect(() => new Script(script)).not.toThrow();
  expect(script).toContain('/api/transactions?');
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval/);
});
