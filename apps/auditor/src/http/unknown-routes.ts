import type { FastifyInstance } from 'fastify';

const methods = ['GET', 'HEAD', 'POST'] as const;

/** 404, or 405 where the path has another method. */
export function addUnknownRoutes(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const [url = ''] = request.url.split('?');
    const allowed = methods.filter((method) => app.hasRoute({ method, url }));
    if (allowed.length === 0) return reply.code(404).send({ error: 'there is nothing under this path' });
    return reply
      .code(405)
      .header('allow', allowed.join(', '))
      .send({ error: 'this path has no such method' });
  });
}
