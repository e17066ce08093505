import { UsageError } from '@cip/runtime';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The Google Cloud project that alerts are reported to: the one given, that of the environment, or on Cloud Run the one
 * that the service runs in. Undefined where there is none; a machine that only happens to have a default project
 * has none. Throws `UsageError` when Cloud Run does not say its own.
 */
export async function findProject(
  given: string | undefined,
  env: Environment = process.env,
): Promise<string | undefined> {
  const named = given ?? env['GOOGLE_CLOUD_PROJECT'] ?? env['GCLOUD_PROJECT'];
  if (named !== undefined && named !== '') return named;
  const onCloudRun = env['K_SERVICE'] ?? env['CLOUD_RUN_JOB'];
  return onCloudRun === undefined ? undefined : projectOfCloudRun();
}

async function projectOfCloudRun(): Promise<string> {
  const { GoogleAuth } = await import('google-auth-library');
  try {
    return await new GoogleAuth().getProjectId();
  } catch (cause) {
    throw new UsageError(
      'the Google Cloud project could not be found out, so that nobody would see an alert',
      'Name it in GOOGLE_CLOUD_PROJECT.',
      { cause },
    );
  }
}
