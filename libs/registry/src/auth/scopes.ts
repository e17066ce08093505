import type { Access } from '../call.js';

/** The right to do one thing, as token services write it: `repository:<name>:<action>`, one action each. */
export type Scope = string;

/** Splits `repository:a:pull,push repository:b:pull` into scopes of one action. */
export function parseScopes(text: string): Scope[] {
  return text.split(/\s+/).flatMap((scope) => {
    const colon = scope.lastIndexOf(':');
    const actions = scope.slice(colon + 1).split(',');
    return colon < 0 ? [] : actions.map((action) => `${scope.slice(0, colon)}:${action}`);
  });
}

/**
 * What a request needs: pull, push for writes, and pull from where it mounts. Registries do not agree on deletes:
 * distribution wants `delete`, and `*` before its version 2.7; Google takes `push`. A host that wants `*` says so in its 401.
 */
export function scopesFor(repository: string, access: Access, mountFrom?: string): Scope[] {
  const own = `repository:${repository}`;
  return [
    `${own}:pull`,
    ...(access === 'read' ? [] : [`${own}:push`]),
    ...(access === 'delete' ? [`${own}:delete`] : []),
    ...(mountFrom === undefined || mountFrom === repository ? [] : [`repository:${mountFrom}:pull`]),
  ];
}

/** Joins scopes of one resource again, sorted: what a token request asks for, one parameter each. */
export function scopeParameters(scopes: Iterable<Scope>): string[] {
  const actions = new Map<string, Set<string>>();
  for (const scope of scopes) {
    const colon = scope.lastIndexOf(':');
    const resource = scope.slice(0, colon);
    actions.set(resource, (actions.get(resource) ?? new Set()).add(scope.slice(colon + 1)));
  }
  return [...actions].map(([resource, set]) => `${resource}:${[...set].sort().join(',')}`).sort();
}
