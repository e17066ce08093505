export { type ErrorReportingServer, startErrorReporting } from './error-reporting/error-reporting-server.js';
export type { ReportAnswer, ReportedError } from './error-reporting/report-log.js';
export { fuzz } from './fuzz/fuzz.js';
export { jsonBytesNear, jsonNear } from './fuzz/hostile-json.js';
export { damaged, hostileTexts, textsNear } from './fuzz/hostile-texts.js';
export { expectPrintable, expectRefusal, readOrRefused } from './fuzz/read-or-refused.js';
export { checkOut, type GitCheckout, gitCheckouts } from './git/git-checkout.js';
export { createGitRepository, type GitRepository } from './git/git-repository.js';
export { importCommit, type RawEntry } from './git/import-commit.js';
export { commitPlanted, type PlantedChange, type PlantedPullRequest } from './git/planted-pull-request.js';
export {
  type GoogleProjects,
  googleProjects,
  GoogleProjectsError,
  noGoogleProjects,
} from './google/google-projects.js';
export { type Contents, GoogleRun, googleRun } from './google/google-run.js';
export { type ArtifactOptions, buildArtifact, buildSignature } from './images/build-artifact.js';
export { buildImage, type ImageOptions } from './images/build-image.js';
export { buildIndex, buildMultiPlatform, type IndexOptions } from './images/build-index.js';
export { buildReferrersIndex } from './images/build-referrers-index.js';
export { buildSchema1 } from './images/build-schema1.js';
export type { Image, ImageFormat } from './images/image.js';
export { buildLayer, type Layer, type LayerOptions } from './images/layer.js';
export { isAlive } from './is-alive.js';
export { pullImage } from './images/pull-image.js';
export { pushImage, PushFailedError } from './images/push-image.js';
export { seededBytes } from './images/random-bytes.js';
export { type HostileTree, hostileTrees, type Room } from './manifests/hostile-trees.js';
export {
  imagesYaml,
  type Images,
  registriesYaml,
  type Subproject,
  treeFiles,
  writeFiles,
  writeTree,
} from './manifests/write-tree.js';
export {
  type ImageModel,
  manifestStyles,
  manifestTrees,
  type Style,
  type SubprojectModel,
  type WrittenFile,
  writtenFiles,
} from './manifests/written-tree.js';
export { RealRegistryRequiredError } from './real/availability.js';
export {
  type DockerRegistry,
  dockerRegistryAvailable,
  type DockerRegistryOptions,
  type NotificationEndpoint,
  type RealRegistry,
  startDockerRegistry,
} from './real/docker-registry.js';
export type { FleetCounters, FleetSettings, FleetStats } from './real/fleet-control.js';
export { fleetProgram, noFleet } from './real/fleet-program.js';
export {
  fleetExpect,
  fleetGenerate,
  type FleetWorkload,
  type FleetWorkloadOptions,
} from './real/fleet-workload.js';
export { archivedTree, noArchivedTree } from './real/archived-tree.js';
export { type Fleet, type FleetOptions, startFleet } from './real/fleet.js';
export { freePorts } from './real/free-ports.js';
export {
  cosign2,
  cosign3,
  distribution3,
  type GoProgram,
  goProgram,
  noGoProgram,
  runGoProgram,
  slsaVerifier,
} from './real/go-program.js';
export { type Olareg, olareg, startOlareg } from './real/olareg.js';
export { kubernetesTree, noKubernetesTree } from './real/kubernetes-tree.js';
export { noDockerRegistry, noRealRegistry, realRegistry } from './real/real-registry.js';
export { noSkopeo, skopeo } from './real/skopeo.js';
export { ServiceFailedError } from './real/service.js';
export type { Answer } from './registry/answer.js';
export type { AuthOptions, BasicAuthOptions, BearerAuthOptions, Scope } from './registry/auth-options.js';
export type { Fault, FaultAction, FaultScript } from './registry/faults.js';
export type { Gate } from './registry/gates.js';
export type { RequestMatch } from './registry/match.js';
export type { RegistryOptions } from './registry/options.js';
export type { PagingOptions } from './registry/paging.js';
export type { CountMatch, RequestRecord } from './registry/request-log.js';
export type { RegistryRequest } from './registry/request.js';
export type { RequestKind } from './registry/route.js';
export { startRegistry } from './registry/start-registry.js';
export type { RegistrySnapshot, TestRegistry } from './registry/test-registry.js';
export { startUnevenWorld, type UnevenWorld } from './registry/uneven-world.js';
export { type BlackHole, deadHost, startBlackHole } from './registry/unresponsive-hosts.js';
export { type CommandOptions, type CommandResult, type RunningCommand, startCommand } from './run-command.js';
export { oneOf, seededRandom, upTo } from './seeded-random.js';
export {
  buildBundle,
  buildLegacy,
  type LegacyLayer,
  signaturePayload,
  statementOf,
} from './sigstore/signed-artifacts.js';
export { createSigningKey, type SigningKey } from './sigstore/signing-key.js';
export { startTufRepository, type TufRepository } from './sigstore/start-tuf-repository.js';
export { startSigstore } from './sigstore/start-sigstore.js';
export type {
  LegacySignature,
  SigningOptions,
  SigstoreCounts,
  SigstoreFault,
  TestIdentity,
  TestSigstore,
} from './sigstore/test-sigstore.js';
export { TemporaryFolders } from './temporary-folders.js';
export { type Walk, walkRepository } from './walk/walk-repository.js';
