import { withoutEmpty } from './in-toto-statement.js';

/** The Prow job that runs the promotion. */
export interface ProwJob {
  /** Such as `post-k8sio-image-promo`. */
  readonly name?: string;
  /** Such as `postsubmit` or `periodic`. */
  readonly type?: string;
  readonly buildId?: string;
  readonly prowJobId?: string;
}

/** The job that Prow describes in the environment of its programs; undefined outside of Prow, where `JOB_NAME` is not set. */
export function prowJobIn(environment: Readonly<Record<string, string | undefined>>): ProwJob | undefined {
  const { JOB_NAME: name, JOB_TYPE: type, BUILD_ID: buildId, PROW_JOB_ID: prowJobId } = environment;
  if (name === undefined || name === '') return undefined;
  return withoutEmpty({ name, type, buildId, prowJobId });
}
