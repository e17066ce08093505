import type { IncomingMessage, ServerResponse } from 'node:http';

/** The little of the metadata server (Compute Engine, "VM metadata") that gives credentials and a project. */
export function answerMetadata(
  project: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  const answers: Readonly<Record<string, string>> = {
    instance: '{}',
    'project/project-id': project,
    'universe/universe-domain': 'googleapis.com',
    'instance/service-accounts/default/email': `auditor@${project}.iam.gserviceaccount.com`,
    'instance/service-accounts/default/token': JSON.stringify({
      access_token: 'stand-in-token',
      expires_in: 3600,
      token_type: 'Bearer',
    }),
  };
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://metadata');
    const answer = answers[pathname.replace(/^\/computeMetadata\/v1\/?/, '').replace(/\/$/, '')];
    const type = answer?.startsWith('{') ? 'application/json' : 'application/text';
    response.writeHead(answer === undefined ? 404 : 200, {
      'metadata-flavor': 'Google',
      'content-type': type,
    });
    response.end(answer);
  };
}
