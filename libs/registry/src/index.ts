export { askOnly, type AskOnlyOptions } from './ask-only.js';
export type { AccessHelp, AccessRefusal } from './auth/access.js';
export { anonymous, CredentialsError, firstOf } from './auth/credentials.js';
export type {
  CredentialProvider,
  CredentialRequest,
  Credentials,
  NoCredentials,
} from './auth/credentials.js';
export { defaultCredentials, type DefaultCredentialsOptions } from './auth/default-credentials.js';
export { credentialsWithin, type CredentialsWithin } from './auth/credentials-within.js';
export { knownCredentials } from './auth/known-credentials.js';
export { dockerConfig, type DockerConfigOptions } from './auth/docker-config.js';
export { google, isGoogleHost } from './auth/google.js';
export type { AccessTokenSource, GoogleClientFactory, GoogleOptions } from './auth/google.js';
export { HostNotAskedError, RegistryError, RightsViolationError } from './errors.js';
export type { RegistryErrorCode, RegistryErrorFacts } from './errors.js';
export { describeImage } from './image-facts.js';
export type { HostLedger, RequestKind, RequestLedger } from './ledger.js';
export type { LimitKind, LimitWait, WaitTimes } from './limit-wait.js';
export type { Limits } from './limits.js';
export type { HostLimits } from './host-limits.js';
export type { PublicOnly, RegistryOptions } from './options.js';
export type { WaitEvent } from './quota.js';
export { createRegistry } from './registry.js';
export type { ReadOnlyRegistry, Registry, WriteOnceRegistry } from './registry.js';
export { createServiceClient } from './service-client.js';
export type { ServiceAnswer, ServiceClient, ServiceOptions, ServiceRequest } from './service-client.js';
export { SharedHosts } from './shared-hosts.js';
export { SharedQuotas } from './shared-quotas.js';
export type { Rights } from './transport.js';
