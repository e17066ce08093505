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

describe('credentials may go from a registry', () => {
  const hosts = new Hosts({});
  it.each([
    { from: 'https://gcr.io', to: 'https://auth.example/token', allowed: true },
    { from: 'https://gcr.io', to: 'http://auth.example/token', allowed: false },
    { from: 'https://gcr.io', to: 'http://127.0.0.1:5000/token', allowed: false },
    { from: 'http://127.0.0.1:5000', to: 'http://127.0.0.1:5001/token', allowed: true },
    { from: 'http://127.0.0.1:5000', to: 'http://auth.example/token', allowed: false },
    { from: 'http://127.0.0.1:5000', to: 'ftp://127.0.0.1/token', allowed: false },
  ])('at $from to $to: $allowed', ({ from, to, allowed }) => {
    expect(hosts.allows(new URL(to), new URL(from))).toBe(allowed);
  });
});
