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

describe('the token service that a registry names', () => {
  const hosts = new Hosts({ plainHttp: ['10.0.0.7:5000', 'plain.example'], https: ['10.0.0.8'] });
  const [insecure, internal] = ['without https', 'not public'];
  it.each([
    ['https://gcr.io', 'https://auth.example/token', undefined],
    ['https://gcr.io', 'http://auth.example/token', insecure],
    ['https://gcr.io', 'http://127.0.0.1:5000/token', insecure],
    ['https://gcr.io', 'http://10.0.0.7:5000/token', insecure],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5001/token', undefined],
    ['http://127.0.0.1:5000', 'http://auth.example/token', insecure],
    ['http://127.0.0.1:5000', 'ftp://127.0.0.1/token', insecure],
    ['https://gcr.io', 'https://169.254.169.254/token', internal],
    ['https://gcr.io', 'https://[fd00:ec2::254]/token', internal],
    ['https://gcr.io', 'https://[::ffff:10.0.0.1]/token', internal],
    ['https://gcr.io', 'https://0.0.0.0:9999/token', internal],
    ['https://gcr.io', 'https://2130706433/token', internal],
    ['https://gcr.io', 'https://localhost/token', internal],
    ['https://gcr.io', 'https://LOCALHOST./token', internal],
    ['https://gcr.io', 'https://8.8.8.8/token', undefined],
    ['http://plain.example', 'http://127.0.0.1:9000/token', internal],
    ['http://plain.example', 'http://10.0.0.7:5000/token', undefined],
    ['https://gcr.io', 'https://10.0.0.8/token', undefined],
    ['https://10.0.0.1', 'https://10.0.0.2/token', undefined],
    ['https://8.8.8.8', 'https://10.0.0.2/token', internal],
  ])('%s: %s', (registry, realm, expected) => {
    const whyNot = hosts.whyNotTokenService(new URL(realm), new URL(registry));
    if (expected === undefined) expect(whyNot).toBeUndefined();
    else expect(whyNot).toContain(expected);
  });
});
