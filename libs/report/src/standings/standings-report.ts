import { positionOf, type Standing } from '@cip/manifest';

/** One digest of one image in one manifest. */
export interface StandingItem extends Omit<Standing, 'place'> {
  readonly where: { readonly file: string; readonly line: number };
}

/** What `cip manifest find` found; its JSON Schema is `docs/cli/schema/standings-report.json`. */
export interface StandingsReport {
  readonly version: 1;
  readonly command: 'manifest find';
  /** What was asked about, as typed. */
  readonly asked: string;
  readonly summary: {
    readonly subprojects: number;
    readonly images: number;
    readonly digests: number;
    /** Files with mistakes, of which a part is not used and was not looked at. */
    readonly mistaken: number;
  };
  /** Names that what was asked about may be a misspelling of; none where something was found. */
  readonly near: readonly string[];
  /** Sorted by subproject, image and digest. */
  readonly items: readonly StandingItem[];
}

export function standingsReport(
  standings: readonly Standing[],
  { asked, mistaken, near }: Pick<StandingsReport, 'asked' | 'near'> & { readonly mistaken: number },
): StandingsReport {
  const distinct = (names: readonly string[]): number => new Set(names).size;
  return {
    version: 1,
    command: 'manifest find',
    asked,
    summary: {
      subprojects: distinct(standings.map(({ subproject }) => subproject)),
      images: distinct(standings.map(({ image }) => image)),
      digests: distinct(standings.map(({ digest }) => digest)),
      mistaken,
    },
    near,
    items: standings.map(({ place, ...standing }) => {
      const { file, line } = positionOf(place);
      return { ...standing, where: { file, line } };
    }),
  };
}
