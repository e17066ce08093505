/** A repository of source code, as a policy or provenance writes it. */
interface SourceRepository {
  /** Without `git+`; absent where none is written. */
  readonly scheme?: string;
  /** The host, in lower case, and the path. */
  readonly repository: string;
}

const longest = 2_000;
const schemes = new Set(['https', 'http', 'ssh', 'git']);

/**
 * Whether provenance names a source of a policy: the same host and the same whole path. Refs, `.git`, a trailing slash and the
 * user are left out, and the scheme counts only where the policy writes one. A parent of a repository, or one whose name
 * begins in the same way, is another source.
 */
export function isFromSource(recorded: string, source: string): boolean {
  const found = parseSource(recorded);
  const wanted = parseSource(source);
  if (!found || !wanted || found.repository !== wanted.repository) return false;
  return wanted.scheme === undefined || wanted.scheme === found.scheme;
}

/** Undefined for what cannot be a repository, or what programs might read in different ways. */
function parseSource(text: string): SourceRepository | undefined {
  const uri = text.trim();
  if (uri.length > longest || /[\s\\%\p{Cc}]/u.test(uri)) return undefined;
  const [, scheme, rest = ''] = /^(?:git\+)?(?:([a-z]+):\/\/)?([^?#]*)/i.exec(uri) ?? [];
  if (scheme !== undefined && !schemes.has(scheme.toLowerCase())) return undefined;
  const slash = rest.indexOf('/');
  if (slash < 0) return undefined;
  // What stands before an @ of the host is a user; behind an @ of the path stands a ref.
  const host = rest.slice(rest.lastIndexOf('@', slash) + 1, slash).toLowerCase();
  const [path = ''] = rest.slice(slash + 1).split('@');
  const repository = path.replace(/\/$/, '').replace(/\.git$/, '');
  if (host === '' || repository === '') return undefined;
  return {
    ...(scheme !== undefined && { scheme: scheme.toLowerCase() }),
    repository: `${host}/${repository}`,
  };
}
