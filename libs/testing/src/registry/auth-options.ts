/** `type:name:action,action` in the language of Docker's token specification. */
export interface Scope {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/** What a registry asks of its clients. */
export type AuthOptions = BasicAuthOptions | BearerAuthOptions;

/** One user, whose credentials come with each request. */
export interface BasicAuthOptions {
  readonly kind: 'basic';
  readonly user: string;
  readonly password: string;
  /** Reads need no user. Default: false. */
  readonly anonymousPull?: boolean;
}

/** Tokens come from `/token` of the same server, for a user and password, a refresh token, or nobody. */
export interface BearerAuthOptions {
  readonly kind: 'bearer';
  readonly user: string;
  readonly password: string;
  /** Tokens for nobody grant `pull`. Default: false. */
  readonly anonymousPull?: boolean;
  /** How long a token is good, in milliseconds. Default: 5 minutes. */
  readonly lifetime?: number;
  /** An OAuth refresh token ("identity token") that stands for the user. Default: none. */
  readonly refreshToken?: string;
  /** Which actions the user is granted; the rest is left out of the token. Default: all. */
  readonly permit?: (scope: Scope, action: string) => boolean;
}
