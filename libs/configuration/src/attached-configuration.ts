/** What becomes of attached artifacts, as it is written. */
export interface AttachedSettings {
  /** In the canonical destination only, in all destinations, or nowhere. */
  readonly keep?: 'canonical' | 'all' | 'none';
  /** The production registry that keeps them where `keep` is `canonical`. */
  readonly canonical?: string;
  /** What becomes of artifacts without a verified signer. */
  readonly unverified?: 'carry' | 'refuse';
}

/** The part `attached` of a configuration. */
export interface AttachedConfiguration extends AttachedSettings {
  /** What some subprojects do differently, by their folders. */
  readonly subprojects: ReadonlyMap<string, AttachedSettings>;
}

/** What holds for one subproject. */
export type AttachedRules = { readonly unverified: 'carry' | 'refuse' } & (
  { readonly keep: 'canonical'; readonly canonical: string } | { readonly keep: 'all' | 'none' }
);

/** Settings of a subproject win one by one. Undefined where nothing says what to keep; `unverified` is `refuse` by default. */
export function attachedFor(
  subproject: string,
  attached: AttachedConfiguration | undefined,
): AttachedRules | undefined {
  const settings: AttachedSettings = { ...attached, ...attached?.subprojects.get(subproject) };
  const { keep, canonical, unverified = 'refuse' } = settings;
  if (keep !== 'canonical') return keep && { keep, unverified };
  return canonical === undefined ? undefined : { keep, canonical, unverified };
}

/** Whether the attached artifacts of images in a destination repository, with its registry, are kept there. */
export function isKeptIn(rules: AttachedRules | undefined, destination: string): boolean {
  switch (rules?.keep) {
    case undefined:
    case 'none':
      return false;
    case 'all':
      return true;
    case 'canonical':
      return destination === rules.canonical || destination.startsWith(`${rules.canonical}/`);
  }
}

/** Whether the promoter carries what nobody trusted signed, for one of some subprojects. */
export function carriesUnverified(
  subprojects: readonly string[],
  attached: AttachedConfiguration | undefined,
): boolean {
  return subprojects.some((name) => {
    const unverified = attached?.subprojects.get(name)?.unverified ?? attached?.unverified;
    return unverified === 'carry';
  });
}
