export {
  type AttachedConfiguration,
  attachedFor,
  type AttachedRules,
  type AttachedSettings,
  carriesUnverified,
  isKeptIn,
} from './attached-configuration.js';
export { ConfigurationError, type ConfigurationMistake, mistakeLine } from './configuration-error.js';
export { configurationFacts } from './configuration-facts.js';
export { configurationIn, configurationInput, type ConfigurationFiles } from './configuration-in.js';
export { type IdlePart, idleParts, type PolicyUse } from './idle-parts.js';
export { parseConfiguration } from './parse-configuration.js';
export {
  configurationFile,
  type ConfigurationNotice,
  defaultConfiguration,
  formerConfigurationFile,
  type ProjectConfiguration,
  type RegistryLimits,
  type TrustConfiguration,
} from './project-configuration.js';
export {
  type CertifiedIdentity,
  type PromoterConfiguration,
  publicNameOf,
  type SignerConfiguration,
  type SigningConfiguration,
  promisedKinds,
  type PromisedAs,
  signsTags,
  type TokenProvider,
} from './signing-configuration.js';
export { isOwnSigner, trustIn } from './trust-in.js';
