/** Where end-to-end tests may work in real projects: `HOST/PATH` each, without a slash at the end. */
export interface GoogleProjects {
  readonly staging: string;
  /** One or more. */
  readonly production: readonly string[];
  readonly backup: string;
}

/** What a spec says when {@link googleProjects} gives nothing; for `ctx.skip`. */
export const noGoogleProjects =
  'no real projects are named: CIP_E2E_STAGING, CIP_E2E_PRODUCTION and CIP_E2E_BACKUP name them';

/** Some of the variables that name real projects are set, and others are not, or cannot be meant. */
export class GoogleProjectsError extends Error {
  readonly code = 'GOOGLE_PROJECTS';

  constructor(message: string) {
    super(`${message}. Set all of CIP_E2E_STAGING, CIP_E2E_PRODUCTION and CIP_E2E_BACKUP, or none of them.`);
    this.name = 'GoogleProjectsError';
  }
}

const variables = ['CIP_E2E_STAGING', 'CIP_E2E_PRODUCTION', 'CIP_E2E_BACKUP'] as const;

/**
 * The projects that the variables name; undefined when none is set. Throws {@link GoogleProjectsError} when they are half
 * set: a run that was meant for real projects must not pass without them.
 */
export function googleProjects(
  env: Readonly<Record<string, string | undefined>>,
): GoogleProjects | undefined {
  const missing = variables.filter((name) => (env[name] ?? '') === '');
  if (missing.length === variables.length) return undefined;
  const set = variables.filter((name) => !missing.includes(name));
  if (missing.length > 0) {
    throw new GoogleProjectsError(`set: ${set.join(', ')}; missing: ${missing.join(', ')}`);
  }
  const [[staging = '', ...more], production, [backup = '', ...others]] = [
    prefixes(env, 'CIP_E2E_STAGING'),
    prefixes(env, 'CIP_E2E_PRODUCTION'),
    prefixes(env, 'CIP_E2E_BACKUP'),
  ];
  if (more.length + others.length > 0) {
    throw new GoogleProjectsError('CIP_E2E_STAGING and CIP_E2E_BACKUP name one place each');
  }
  return { staging, production, backup };
}

function prefixes(
  env: Readonly<Record<string, string | undefined>>,
  variable: (typeof variables)[number],
): string[] {
  const names = (env[variable] ?? '').split(',').map((name) => name.trim());
  const wrong = names.find((name) => !/^[\w.-]+(:\d+)?(\/[a-z\d._-]+)+$/.test(name));
  if (wrong === undefined) return names;
  throw new GoogleProjectsError(`${variable}: ${JSON.stringify(wrong)} is no HOST/PATH`);
}
