import { type ManifestTree, parseThinTree } from '@cip/manifest';
import { diffTrees } from '@cip/plan';
import { manifestStyles, manifestTrees, writtenFiles } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lint } from './lint.js';
import type { Policy } from './policy.js';
import { defaultPolicy } from './policy.js';

/** Everything is on, and most of it has something to say. */
const policy: Policy = {
  ...defaultPolicy,
  rules: { 'subproject-prefix': 'error', 'source-matches-folder': 'warning', 'destination-set': 'warning' },
  productionRegistries: ['eu.gcr.io/prod', 'us.gcr.io/prod'],
  movingTags: ['^[a-f]'],
};

/**
 * What a linter says of a tree, apart from where and how things are written, and what that stops. Of two digests for one
 * tag the order decides which one is named first, so that messages are compared without digests; what they stop has them.
 */
function said(tree: ManifestTree, base?: ManifestTree): { findings: string[]; stopped: string[] } {
  const found = lint(tree, { policy, ...(base && { base: { tree: base, revision: 'HEAD' } }) }).filter(
    ({ rule }) => rule !== 'canonical-format' && rule !== 'repeated-image',
  );
  const findings = found.map(({ rule, severity, message, remedy, where }) =>
    JSON.stringify([rule, severity, where.file, withoutPlaces(message), remedy]),
  );
  const stopped = found.flatMap(({ rule, touches }) =>
    touches.map((touched) => JSON.stringify([rule, touched])),
  );
  return { findings: findings.sort(), stopped: [...new Set(stopped)].sort() };
}

function withoutPlaces(message: string): string {
  return message.replaceAll(/line \d+|sha256:\w+/g, '…');
}

it('a tree lints the same in every style of writing, and its difference is empty', () => {
  let findings = 0;
  fc.assert(
    fc.property(manifestTrees, manifestStyles, manifestStyles, (model, one, other) => {
      const [first, second] = [one, other].map((style) => parseThinTree(writtenFiles(model, style)));
      if (!first || !second) return;
      expect(said(second)).toEqual(said(first));
      expect(said(second, first)).toEqual(said(first));
      expect(Object.values(diffTrees(first, second)).flat()).toEqual([]);
      findings += said(first).findings.length;
    }),
    { numRuns: 100 },
  );
  expect(findings).toBeGreaterThan(100);
});

it('only a style that splits blocks repeats images', () => {
  fc.assert(
    fc.property(manifestTrees, manifestStyles, (model, style) => {
      const repeated = lint(parseThinTree(writtenFiles(model, style)), { policy }).filter(
        ({ rule }) => rule === 'repeated-image',
      );
      const digests = model.flatMap(({ images }) => images.map((image) => image.digests.length - 1));
      expect(repeated).toHaveLength(style.split ? digests.reduce((sum, count) => sum + count, 0) : 0);
    }),
    { numRuns: 50 },
  );
});
