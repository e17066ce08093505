/** Variables of the process by their names, or a part of them. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The complete environment of git on a local repository. Nothing of the surrounding one says which repository, index,
 * objects or configuration is meant, or what is to be traced; HOME only because the repository's own configuration may
 * include a file below it. `ceiling` is where git would stop if it looked for a repository.
 */
export function repositoryEnvironment(env: Environment, ceiling: string): NodeJS.ProcessEnv {
  return {
    ...picked(env, ['PATH', 'HOME']),
    LC_ALL: 'C',
    GIT_CEILING_DIRECTORIES: ceiling,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // Wins over what the repository's own configuration may allow. No protocol has this name.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

// Those of `git rev-parse --local-env-vars` that name a repository, an index or objects: hooks of git have them.
const ofOneRepository: readonly string[] = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CEILING_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/**
 * The environment of git that talks to another host: the surrounding one, which says how to reach it, without what says
 * which repository is meant. Only `protocol` may be spoken.
 */
export function remoteEnvironment(
  env: Environment,
  ceiling: string,
  protocol: string | undefined,
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !ofOneRepository.includes(name))),
    LC_ALL: 'C',
    GIT_CEILING_DIRECTORIES: ceiling,
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: protocol ?? 'none',
  };
}

function picked(env: Environment, names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
