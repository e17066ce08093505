import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A repository of The Update Framework on a free port of 127.0.0.1. */
export interface TufRepository extends AsyncDisposable {
  readonly url: string;
  /** The first `root.json`, which whoever uses the repository has to bring along. */
  readonly root: string;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
  /** Serves another content of the target than was signed. */
  tamper(name: string, content: string): void;
}

const expires = '2099-01-01T00:00:00Z';
const shared = { spec_version: '1.0.31', version: 1, expires };

/** Serves targets by their names, signed with a key of its own (TUF specification 1.0.31, with consistent snapshots). */
export async function startTufRepository(targets: Readonly<Record<string, string>>): Promise<TufRepository> {
  const { canonicalize } = await import('@tufjs/canonical-json');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: rawKey(publicKey).toString('hex') },
  };
  const keyid = createHash('sha256').update(canonicalize(key)).digest('hex');
  const signed = (content: object): string => {
    const sig = sign(null, Buffer.from(canonicalize(content)), privateKey).toString('hex');
    return JSON.stringify({ signatures: [{ keyid, sig }], signed: content });
  };
  const role = { keyids: [keyid], threshold: 1 };
  const root = signed({
    _type: 'root',
    ...shared,
    consistent_snapshot: true,
    keys: { [keyid]: key },
    roles: { root: role, timestamp: role, snapshot: role, targets: role },
  });
  const entries = Object.entries(targets).map(([name, content]) => ({
    name,
    content,
    hash: sha256(content),
  }));
  const files = new Map<string, string>([
    [
      '/1.targets.json',
      signed({
        _type: 'targets',
        ...shared,
        targets: Object.fromEntries(
          entries.map(({ name, content, hash }) => [
            name,
            { length: Buffer.byteLength(content), hashes: { sha256: hash } },
          ]),
        ),
      }),
    ],
    ['/1.snapshot.json', signed({ _type: 'snapshot', ...shared, meta: { 'targets.json': { version: 1 } } })],
    ['/timestamp.json', signed({ _type: 'timestamp', ...shared, meta: { 'snapshot.json': { version: 1 } } })],
    ...entries.map(({ name, content, hash }): [string, string] => [`/targets/${hash}.${name}`, content]),
  ]);
  const requests: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    requests.push(url);
    const content = files.get(url);
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    root,
    requests,
    tamper: (name, content) => {
      for (const path of files.keys()) if (path.endsWith(`.${name}`)) files.set(path, content);
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The 32 bytes of an Ed25519 key, without what says so. */
function rawKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32);
}
