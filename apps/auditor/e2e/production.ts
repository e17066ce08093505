import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  createGitRepository,
  type ErrorReportingServer,
  freePorts,
  type GitRepository,
  type Images,
  type RealRegistry,
  startDockerRegistry,
  startErrorReporting,
  TemporaryFolders,
  treeFiles,
} from '@cip/testing';
import { type RunningAuditor, startAuditor } from './start-auditor.js';

/** A staging and a production registry, the manifests in Git, and the service that production tells of its changes. */
export interface Production extends AsyncDisposable {
  readonly staging: RealRegistry;
  readonly registry: RealRegistry;
  readonly manifests: GitRepository;
  readonly auditor: RunningAuditor;
  /** What the client library of Error Reporting is led to. */
  readonly reporting: ErrorReportingServer;
  /** Commits manifests that promise just this below `prod`; gives the revision. */
  promise(images: Images): Promise<string>;
}

const secret = 'an-open-secret';

export interface ProductionOptions {
  /** Of the registries. Default: Debian's. */
  readonly program?: string;
  /** What the registry is told to be the address of the service. Default: that address. */
  readonly through?: (service: string) => string;
}

/** `grace` is how long a change may stay unexplained, as the flag has it. Dispose of it in the end. */
export async function startProduction(
  images: Images,
  grace: string,
  { program, through = (service) => service }: ProductionOptions = {},
): Promise<Production> {
  const folders = new TemporaryFolders();
  const folder = await folders.create();
  const secretFile = path.join(folder, 'secret');
  await writeFile(secretFile, `${secret}\n`);
  // The registry is told where the service will listen, and the service where the registry does.
  const port = await freePorts(1);
  const url = `${through(`http://127.0.0.1:${port}`)}/events/distribution`;
  const notify = { url, authorization: `Bearer ${secret}` };
  const reporting = await startErrorReporting();
  const [staging, registry] = await Promise.all([
    startDockerRegistry({ ...(program !== undefined && { program }) }),
    startDockerRegistry({ notify, ...(program !== undefined && { program }) }),
  ]);
  const manifests = await createGitRepository();
  const promise = async (promised: Images): Promise<string> => {
    const registries = { source: `${staging.host}/staging`, destinations: [`${registry.host}/prod`] };
    await manifests.write(treeFiles({ project: { ...registries, images: promised } }));
    return manifests.commit('promise');
  };
  await promise(images);
  const flags = {
    manifests: `file://${manifests.folder}`,
    grace,
    journal: path.join(folder, 'journal'),
    'distribution-secret-file': secretFile,
    // Whatever host is said to it, it is this registry.
    'registry-name': `*=${registry.host}`,
    'error-reporting-project': 'some-project',
    'log-format': 'json',
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const auditor = await startAuditor(args, { env: reporting.environment, port });
  const close = async (): Promise<void> => {
    auditor.kill('SIGTERM');
    await auditor.finished;
    for (const part of [staging, registry, reporting]) await part.close();
    await manifests.remove();
    await folders.remove();
  };
  return { staging, registry, manifests, auditor, reporting, promise, [Symbol.asyncDispose]: close };
}
