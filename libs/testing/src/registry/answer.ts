/** What a handler gives back; the server, or a fault, decides how it goes out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const nothing = new Uint8Array();

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: nothing };
}

/** The value as JSON; headers given take the place of the usual Content-Type. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return bytesAnswer(status, new TextEncoder().encode(JSON.stringify(value)), {
    'content-type': 'application/json',
    ...headers,
  });
}

/** The bytes as they are; the server adds Content-Length. */
export function bytesAnswer(
  status: number,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Answer {
  return { status, headers, body };
}

/** An error in the registry's JSON form (distribution-spec v1.1, "Error Codes"). */
export function failure(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return jsonAnswer(status, { errors: [{ code, message, detail: {} }] }, headers);
}

/** 404 NAME_UNKNOWN: the repository holds nothing and never did. */
export function nameUnknown(repository: string): Answer {
  return failure(404, 'NAME_UNKNOWN', `repository ${repository} is not known to this registry`);
}

/** 405 UNSUPPORTED: switched off, or a method that the path does not have. */
export function unsupported(what: string): Answer {
  return failure(405, 'UNSUPPORTED', `${what} is not supported`);
}
