import { describe, expect, it } from 'vitest';
import { Hosts } from './hosts.js';

describe('the scheme of a host', () => {
  const hosts = new Hosts({ plainHttp: ['plain.example', 'ports.example:5000'], https: ['localhost:6000'] });
  it.each([
    ['gcr.io', 'https://gcr.io/'],
    ['localhost:5000', 'http://localhost:5000/'],
    ['127.0.0.1:5000', 'http://127.0.0.1:5000/'],
    ['127.8.9.10', 'http://127.8.9.10/'],
    ['[::1]:5000', 'http://[::1]:5000/'],
    ['localhost:6000', 'https://localhost:6000/'],
    ['plain.example:80', 'http://plain.example/'],
    ['ports.example:5000', 'http://ports.example:5000/'],
    ['ports.example', 'https://ports.example/'],
    ['127.0.0.1.example', 'https://127.0.0.1.example/'],
    ['localhost.example', 'https://localhost.example/'],
    ['docker.io', 'https://registry-1.docker.io/'],
  ])('%s: %s', (host, origin) => {
    expect(hosts.origin(host).href).toBe(origin);
  });
});
