import type { IncomingMessage } from 'node:http';
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { TransactionsRing } from '../transactions-ring.js';
import { addDistributionRoute } from './distribution-route.js';
import type { EventOptions } from './event-context.js';
import { addHealthRoutes, type HealthOptions } from './health-routes.js';
import { onClientError } from './on-client-error.js';
import { addPageRoute } from './page/page-route.js';
import { addPubsubRoutes } from './pubsub-route.js';
import { readBody, TooLargeBody } from './read-body.js';
import { Refusals } from './refusals.js';
import { addTransactionsRoute } from './transactions-route.js';
import { addUnknownRoutes } from './unknown-routes.js';

export interface AppOptions extends EventOptions, HealthOptions {
  readonly transactions: TransactionsRing;
  /** Milliseconds that a client may take; default 10 seconds for the head, 30 for a request as a whole. */
  readonly timeouts?: { readonly headers?: number; readonly request?: number };
}

/** The service as an app that does not listen yet. */
export function createApp(options: AppOptions): FastifyInstance {
  const { maxBody, metrics, timeouts: { headers = 10_000, request = 30_000 } = {} } = options;
  const context = { ...options, refusals: new Refusals(options) };
  const app = fastify({
    bodyLimit: maxBody,
    requestTimeout: request,
    http: { headersTimeout: Math.min(headers, request), connectionsCheckingInterval: headers / 10 },
    clientErrorHandler: onClientError(context),
  });
  readBodiesAsBytes(app);
  app.addHook('onSend', ({ body }, reply, _payload, done) => {
    reply.header('x-content-type-options', 'nosniff');
    if (options.isDraining() || body instanceof TooLargeBody) reply.header('connection', 'close');
    done();
  });
  app.setErrorHandler<FastifyError>((error, { url }, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) options.log.error('a request could not be answered', { path: url, error });
    return reply
      .code(status)
      .send({ error: status >= 500 ? 'this is a bug; the log says more' : error.message });
  });
  addPubsubRoutes(app, context);
  addDistributionRoute(app, context);
  addTransactionsRoute(app, options.transactions);
  addHealthRoutes(app, options);
  addPageRoute(app);
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.render()),
  );
  addUnknownRoutes(app);
  return app;
}

/**
 * Whatever a body says it is, and even if it says nothing: neither a label nor its size may hide a message from the
 * auditor.
 */
function readBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', ({ headers }, _reply, done) => {
    headers['content-type'] = 'application/octet-stream';
    done();
  });
  app.addContentTypeParser('*', async ({ headers, routeOptions }: FastifyRequest, payload: IncomingMessage) =>
    readBody(payload, {
      limit: routeOptions.bodyLimit,
      contentLength: Number(headers['content-length']),
    }),
  );
}
