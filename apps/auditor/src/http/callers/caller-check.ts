/**
 * Whether a caller is who it must be. `refused` with 401: no credentials, or none that can be believed; with 403: proven
 * as somebody else. `unknown`: it could not be found out, and the caller should come again.
 */
export type CallerAnswer =
  | { readonly kind: 'proven' }
  | {
      readonly kind: 'refused';
      readonly status: 401 | 403;
      readonly reason: 'no-credentials' | 'not-believed' | 'somebody-else';
      /** Half a sentence for the log, without the credentials. */
      readonly explanation: string;
    }
  | { readonly kind: 'unknown'; readonly explanation: string };

/** Looks at the `Authorization` header of a request. Never rejects. */
export type CallerCheck = (authorization: string | undefined) => Promise<CallerAnswer>;

export const proven: CallerAnswer = { kind: 'proven' };

/** For services that nobody else can reach, and for those that are told so. */
export const everybody: CallerCheck = () => Promise.resolve(proven);

/** For ways in that are not in use. */
export const nobody: CallerCheck = () =>
  Promise.resolve(refused('not-believed', 'no caller of this path is known to the service'));

export function refused(
  reason: Extract<CallerAnswer, { kind: 'refused' }>['reason'],
  explanation: string,
): CallerAnswer {
  return { kind: 'refused', status: reason === 'somebody-else' ? 403 : 401, reason, explanation };
}

/** The token of a header as RFC 6750 has it; undefined for any other header. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer +([\w.~+/-]+=*) *$/i.exec(authorization ?? '')?.[1];
}
