import { describe, expect, it } from 'vitest';
import { createRegistry, type RegistryOptions } from './index.js';

describe('options', () => {
  it.each([
    [{ requestsPerSecond: -1 }, 'requestsPerSecond'],
    [{ concurrency: 0 }, 'concurrency'],
    [{ concurrency: 1.5 }, 'an integer'],
    [{ shards: 0 }, 'shards must be a number of at least 1'],
    [{ retryDeadline: Number.NaN }, 'NaN (number)'],
    [{ idleTimeout: 0 }, 'idleTimeout'],
    [{ hosts: { 'gcr.io': { concurrency: 0.5 } } }, 'concurrency of gcr.io must be a number of at least 1'],
    [{ hosts: { 'gcr.io': { requestsPerSecond: -1 } } }, 'requestsPerSecond of gcr.io'],
    [{ caFile: '/nonexistent/ca.pem' }, '/nonexistent/ca.pem'],
  ] as [RegistryOptions, string][])('%j fails at once', (options, message) => {
    expect(() => createRegistry(options)).toThrow(message);
  });

  it('a repository needs a registry', async () => {
    const client = createRegistry({ requestsPerSecond: 0 });
    expect(() => client.repository('app')).toThrow('no path after the registry');
    await client.close();
  });
});
