import { type Console, printRequests, warnOfConfiguration } from '@cip/cli';
import type { ProjectConfiguration, SigningConfiguration } from '@cip/configuration';
import { createServiceClient } from '@cip/registry';
import {
  renderSigningJson,
  renderSigningText,
  signingExitCode,
  signingReport,
  type SigningReport,
} from '@cip/report';
import { SignalError } from '@cip/runtime';
import { openReadOnly, openWriteOnce } from '../open-registry.js';
import { type ReadManifests, readManifests } from '../read-manifests.js';
import { AttachedFinders } from './attached-finders.js';
import { openSigner } from './open-signer.js';
import { type Prepared, prepareSigning, type SigningProcess } from './prepare-signing.js';
import { homelessText, promisedDigests } from './promised-digests.js';
import { signPromised } from './sign-promised.js';
import { serviceSettings } from './service-settings.js';
import type { SignRequest } from './sign-request.js';
import { unconfigured } from './unconfigured.js';
import { SigningBudget } from './signing-budget.js';

/** Signs what was promoted and is not signed yet, and reports. Resolves with the exit code. */
export async function runSign(
  request: SignRequest,
  console: Console,
  process: SigningProcess,
): Promise<number> {
  const manifests = await readManifests(request, process.signal);
  const signing = signingIn(manifests.configuration);
  warnOfConfiguration(manifests.configuration, console.log);
  const invalid = logProblems(manifests, console);
  const prepared = await prepareSigning(request, signing, manifests, process);
  const report = await sign(request, { manifests, prepared, invalid }, console, process);
  return signingExitCode(report);
}

interface Ready {
  readonly manifests: ReadManifests;
  readonly prepared: Prepared;
  /** Mistakes in the manifests. */
  readonly invalid: number;
}

async function sign(
  request: SignRequest,
  { manifests, prepared, invalid }: Ready,
  console: Console,
  { env, signal }: SigningProcess,
): Promise<SigningReport> {
  const { digests, homeless } = promisedDigests(manifests.tree, manifests.configuration.attached);
  for (const line of [...prepared.warnings, ...homeless.map(homelessText)]) console.log.warn(line);
  const services = createServiceClient(serviceSettings(request.registry));
  const writable = request.confirm ? openWriteOnce(request, manifests, console.log) : undefined;
  const reading = writable ?? openReadOnly(request, manifests, console.log);
  const budget = new SigningBudget(request.limit);
  const { own, what } = prepared;
  const signer = openSigner(prepared, { client: services, environment: env, signal });
  const writing = writable && { registry: writable, signer };
  try {
    const finders = new AttachedFinders(reading, { signal });
    const toMake = prepared.toMake(reading);
    const context = { reading, writing, own, budget, toMake, finders, options: { signal } };
    const { items, absent } = await signPromised(digests, context, what, console.progress);
    console.progress.finish();
    if (budget.isGivenUp) console.log.error(givenUp);
    const report = signingReport(items, { absent, invalid, requests: reading.ledger.total });
    console.print(render(report, request, console, signal));
    printRequests(reading.ledger, request, console);
    return report;
  } finally {
    console.progress.finish();
    await Promise.all([reading.close(), services.close()]);
  }
}

function render(
  report: SigningReport,
  { format, confirm }: SignRequest,
  { color }: Console,
  { reason }: AbortSignal,
): string {
  if (format === 'json') return renderSigningJson(report);
  const interrupted = reason instanceof SignalError ? { interrupted: reason.signal } : {};
  return renderSigningText(report, { dryRun: !confirm, color, ...interrupted });
}

const givenUp =
  'signing failed too often in a row, so the rest was not tried; correct what the report lists, and run again';

function signingIn({ signing }: ProjectConfiguration): SigningConfiguration {
  if (signing) return signing;
  throw unconfigured('.cip.yaml has no "signing"');
}

/** Logs what is wrong with the manifests. Gives how many mistakes there are. */
function logProblems({ tree: { problems } }: ReadManifests, { log }: Console): number {
  for (const { severity, rule, message, remedy, where } of problems) {
    const fields = { rule, file: where.file, line: where.line };
    if (severity === 'error') log.error(`${message}. ${remedy}`, fields);
    else log.warn(`${message}. ${remedy}`, fields);
  }
  return problems.filter(({ severity }) => severity === 'error').length;
}
