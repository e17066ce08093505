import { isObject } from '@cip/oci';
import type { SlsaVersion } from './source-places.js';

/** A workflow of GitHub Actions, and the ref that it ran for. */
export interface WorkflowRun {
  /** Such as `https://github.com/org/repo`. */
  readonly repository: string;
  /** Such as `.github/workflows/release.yml`. */
  readonly path: string;
  /** Such as `refs/tags/v1.2.3`. */
  readonly ref: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** As GitHub writes it. */
export function runText({ repository, path, ref }: WorkflowRun): string {
  return `${repository}/${path}@${ref}`;
}

export function isSameRun(one: WorkflowRun, other: WorkflowRun): boolean {
  return one.repository === other.repository && one.path === other.path && one.ref === other.ref;
}

/** Reads the Build Config URI of a certificate: `https://github.com/org/repo/.github/workflows/release.yml@refs/tags/v1.2.3`. */
export function parseBuildConfig(uri: string): WorkflowRun | undefined {
  const [, repository, path, ref] =
    /^(https:\/\/github\.com\/[^/@]+\/[^/@]+)\/([^@]+)@([^]+)$/.exec(uri) ?? [];
  if (repository === undefined || path === undefined || ref === undefined) return undefined;
  return { repository, path, ref };
}

/** The workflow that provenance says was started; undefined where it names none, `why` where what it says cannot be read. */
export function callingWorkflow(
  version: SlsaVersion,
  predicate: Fields,
): WorkflowRun | { readonly why: string } | undefined {
  return version === 'v1' ? workflowOfV1(predicate) : workflowOfV02(predicate);
}

/** As GitHub writes it: the external parameter `workflow`. */
function workflowOfV1(predicate: Fields): ReturnType<typeof callingWorkflow> {
  const workflow = fieldsOf(fieldsOf(predicate['buildDefinition'])['externalParameters'])['workflow'];
  if (workflow === undefined || workflow === null) return undefined;
  if (!isObject(workflow)) return { why: 'it is not an object' };
  const { repository, path, ref } = workflow;
  return isText(repository) && isText(path) && isText(ref)
    ? { repository, path, ref }
    : { why: 'it does not have a repository, a path and a ref' };
}

/** As slsa-github-generator writes it: the repository at the ref, and the path as the entry point. */
function workflowOfV02(predicate: Fields): ReturnType<typeof callingWorkflow> {
  const { uri = '', entryPoint = '' } = fieldsOf(fieldsOf(predicate['invocation'])['configSource']);
  if (uri === '' && entryPoint === '') return undefined;
  const location = isText(uri) ? uri.replace(/^git\+/, '') : '';
  const [, repository, ref] = /^([^@]+)@([^]+)$/.exec(location) ?? [];
  return repository !== undefined && ref !== undefined && isText(entryPoint)
    ? { repository, path: entryPoint, ref }
    : { why: 'its config source does not have a repository at a ref, and an entry point' };
}

function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
