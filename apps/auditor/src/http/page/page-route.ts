import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { renderPage } from './render-page.js';

/** The page of recent transactions. It may load nothing but what it brings along and what this service answers. */
export function addPageRoute(app: FastifyInstance): void {
  app.get('/', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      "connect-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ];
    return reply
      .headers({
        'content-security-policy': policy.join('; '),
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
      .type('text/html; charset=utf-8')
      .send(renderPage(nonce));
  });
}
