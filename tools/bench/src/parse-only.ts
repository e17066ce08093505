// What any service of Pub/Sub pushes has to do at least: take the request, parse what it holds, answer.
import fastify from 'fastify';

const app = fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
  done(null, body);
});
app.post('/', (request, reply) => {
  const { message } = JSON.parse(String(request.body)) as { message: { data: string } };
  JSON.parse(Buffer.from(message.data, 'base64').toString());
  return reply.code(204).send();
});
void app.listen({ host: '127.0.0.1', port: 0 }).then((address) => process.stderr.write(`ready ${address}\n`));
