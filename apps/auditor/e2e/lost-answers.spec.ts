import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildImage, noDockerRegistry, pushImage } from '@cip/testing';
import { expect, it } from 'vitest';
import { startProduction } from './production.js';
import { shown } from './verdicts.js';

const image = buildImage('image');
const changes = 30;

/** Hands every request on, and lets two of three answers be lost when the service has given them. */
class Lossy {
  readonly #server: Server;
  #service = '';
  requests = 0;

  constructor() {
    this.#server = createServer((incoming, outgoing) => {
      const number = this.requests++;
      const { method, headers, url = '' } = incoming;
      const handed = request(`${this.#service}${url}`, { method, headers }, (answer) => {
        if (number % 3 !== 2) {
          answer.resume();
          incoming.socket.destroy();
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      handed.on('error', () => incoming.socket.destroy());
      incoming.pipe(handed);
    });
  }

  /** Its address, given that of the service. */
  async start(): Promise<(service: string) => string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return (service) => {
      this.#service = service;
      return `http://127.0.0.1:${port}`;
    };
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

it('no change is lost, and none is judged twice, when answers to the registry are lost', async ({ skip }) => {
  const missing = await noDockerRegistry();
  if (missing !== undefined) skip(missing);
  const lossy = new Lossy();
  const promised = { app: { [image.descriptor.digest]: ['v0'] } };
  const production = await startProduction(promised, '1s', { through: await lossy.start() });
  try {
    const tags = Array.from({ length: changes }, (_, number) => `v${number}`);
    for (const tag of tags) await pushImage(production.registry.host, 'prod/app', image, [tag]);
    const expected = tags.map((tag) => `${tag === 'v0' ? 'VERIFIED' : 'REJECTED'} ${tag}`).sort();
    await expect
      .poll(async () => (await shown(production.auditor)).map((one) => `${one.verdict} ${one.tag}`).sort(), {
        timeout: 100_000,
      })
      .toEqual(expected);
    expect(lossy.requests).toBeGreaterThanOrEqual(3 * changes);
  } finally {
    await production[Symbol.asyncDispose]();
    lossy.close();
  }
});
