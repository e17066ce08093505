import type { Failure } from '@cip/oci';

/** The facts of a failure as every JSON report has them: the definition `failure` of the JSON Schemas. */
export function orderedFailure({
  code,
  reason,
  remedy,
  host,
  request,
  status,
  registryCode,
}: Failure): Failure {
  return {
    code,
    reason,
    ...(remedy !== undefined && { remedy }),
    ...(host !== undefined && { host }),
    ...(request && { request: { method: request.method, url: request.url } }),
    ...(status !== undefined && { status }),
    ...(registryCode !== undefined && { registryCode }),
  };
}
