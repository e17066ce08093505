import { generateKeyPairSync } from 'node:crypto';
import type { SerializedBundle } from '@sigstore/bundle';
import { type Handler, startSigstoreServer } from './sigstore-server.js';
import type { SigningOptions, TestIdentity, TestSigstore } from './test-sigstore.js';
import { asRekorLogs } from './as-rekor-logs.js';
import { legacyOf } from './legacy-of.js';
import { trustedRootOf } from './trusted-root-of.js';

const paths = {
  certificates: '/api/v2/signingCert',
  entries: '/api/v1/log/entries',
  timestamps: '/api/v1/timestamp',
} as const;

const statementType = 'application/vnd.in-toto+json';

/**
 * Starts a Sigstore of its own on a free port of 127.0.0.1: the handlers of `@sigstore/mock` behind one server, with new keys.
 * It knows nobody else, so what one signs fails with the trusted root of another.
 */
export async function startSigstore(): Promise<TestSigstore> {
  // Together they take half a second to load, which most users of this library need not pay.
  const mock = await import('@sigstore/mock');
  const sign = await import('@sigstore/sign');
  const { bundleToJSON } = await import('@sigstore/bundle');
  const keys = {
    ca: newKeys('P-384'),
    ctlog: newKeys('P-256'),
    tlog: newKeys('P-256'),
    tsa: newKeys('P-384'),
  };
  const server = await startSigstoreServer();
  const { url } = server;
  const ctlog = await mock.initializeCTLog(keys.ctlog);
  const ca = await mock.initializeCA(keys.ca, ctlog);
  const clock = new Date();
  const tsa = await mock.initializeTSA(keys.tsa, clock);
  const logAt = async (clock?: Date): Promise<Handler> =>
    asRekorLogs(mock.rekorHandler(await mock.initializeTLog(url, keys.tlog, clock)));
  const serveLog = async (clock?: Date): Promise<void> => {
    server.serve([await logAt(clock)]);
  };
  server.serve([mock.fulcioHandler(ca), await logAt(), inWholeSeconds(mock.tsaHandler(tsa), clock)]);

  const token = ({ issuer, identity, claims }: TestIdentity): string => {
    const parts = [
      { alg: 'none' },
      { ...claims, iss: issuer, sub: identity, email: identity, email_verified: true, aud: 'sigstore' },
    ];
    return [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), ''].join('.');
  };
  const partsOf = (
    who: TestIdentity,
  ): {
    signer: InstanceType<typeof sign.FulcioSigner>;
    witnesses: [InstanceType<typeof sign.RekorWitness>];
  } => ({
    signer: new sign.FulcioSigner({
      fulcioBaseURL: url,
      identityProvider: { getToken: () => Promise.resolve(token(who)) },
    }),
    witnesses: [new sign.RekorWitness({ rekorBaseURL: url, entryType: 'dsse' })],
  });
  const logged = async <T>({ loggedAt }: SigningOptions, work: () => Promise<T>): Promise<T> => {
    if (!loggedAt) return work();
    await serveLog(loggedAt);
    try {
      return await work();
    } finally {
      await serveLog();
    }
  };
  const attest = async (
    who: TestIdentity,
    statement: object,
    options: SigningOptions = {},
  ): Promise<SerializedBundle> => {
    const builder = new sign.DSSEBundleBuilder({ ...partsOf(who), certificateChain: false });
    const data = Buffer.from(JSON.stringify(statement));
    return bundleToJSON(await logged(options, () => builder.create({ data, type: statementType })));
  };
  const root = Buffer.from(ca.rootCertificate.buffer);
  return {
    url,
    trustedRoot: JSON.stringify(
      trustedRootOf({
        url,
        root,
        timestamping: [tsa.intCertificate, tsa.rootCertificate].map((one) => Buffer.from(one.buffer)),
        tlog: keys.tlog.publicKey,
        ctlog: keys.ctlog.publicKey,
      }),
    ),
    get counts() {
      return {
        certificates: server.count(paths.certificates),
        entries: server.count(paths.entries),
        timestamps: server.count(paths.timestamps),
      };
    },
    fail: (service, ...faults) => {
      server.fail(paths[service], faults);
    },
    mend: (service) => {
      server.mend(paths[service]);
    },
    logAt: serveLog,
    token,
    attest,
    signLegacy: async (who, payload, options = {}) => {
      const builder = new sign.MessageSignatureBundleBuilder(partsOf(who));
      const bundle = await logged(options, () => builder.create({ data: Buffer.from(payload) }));
      return legacyOf(bundleToJSON(bundle), root);
    },
    attestLegacy: async (who, statement, options) => {
      const bundle = await attest(who, statement, options);
      return { ...legacyOf(bundle, root), envelope: JSON.stringify(bundle.dsseEnvelope) };
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/**
 * Has a timestamp authority say whole seconds, as those of Sigstore do: `@sigstore/core` does not read a fraction whose last digit
 * is a zero, which DER leaves out.
 */
function inWholeSeconds({ path, fn }: Handler, clock: Date): Handler {
  return {
    path,
    fn: (body) => {
      clock.setTime(Math.floor(Date.now() / 1000) * 1000);
      return fn(body);
    },
  };
}

function newKeys(namedCurve: 'P-256' | 'P-384'): ReturnType<typeof generateKeyPairSync> {
  return generateKeyPairSync('ec', { namedCurve });
}
