import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Auth } from './auth.js';
import { Faults } from './faults.js';
import { Gates } from './gates.js';
import type { RegistryOptions } from './options.js';
import { RequestLog } from './request-log.js';
import { createRegistryServer } from './server.js';
import { Store } from './store.js';
import { TestRegistry } from './test-registry.js';
import { Uploads } from './uploads.js';

/** Starts a registry of its own on a free port of 127.0.0.1. Close it, or take it with `await using`. */
export async function startRegistry(options: RegistryOptions = {}): Promise<TestRegistry> {
  const now = options.now ?? Date.now;
  let host = '';
  const origin = (): string => `http://${host}`;
  const store = new Store(now);
  const parts = {
    options,
    store,
    origin,
    uploads: new Uploads(store, options, origin),
    auth: new Auth(options.auth, now, () => host),
    log: new RequestLog(),
    faults: new Faults(),
    gates: new Gates(),
  };
  const server = createRegistryServer(parts);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new TestRegistry(host, server, parts);
}
