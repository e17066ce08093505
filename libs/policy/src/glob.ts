const known = new Map<string, RegExp>();

/** True when a path matches one of the patterns: `*` and `?` stay within a segment, `**` stands for any number of them. */
export function matchesAny(patterns: readonly string[], path: string): boolean {
  return patterns.some((pattern) => regExpOf(pattern).test(path));
}

function regExpOf(pattern: string): RegExp {
  let expression = known.get(pattern);
  if (!expression) known.set(pattern, (expression = new RegExp(`^${sourceOf(pattern)}$`, 'su')));
  return expression;
}

function sourceOf(pattern: string): string {
  return pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll(/\*\*\/|\*\*|\*|\?/g, (wildcard) => {
    if (wildcard === '**/') return '(?:[^/]+/)*';
    if (wildcard === '**') return '.*';
    return wildcard === '*' ? '[^/]*' : '[^/]';
  });
}
