import type { FleetWorld } from '../worlds/fleet-world.js';
import { runScenario } from '../run-scenario.js';
import { promote } from '../scenarios/promoters.js';
import { incomplete, openFleet, shapeOfTree } from '../worlds/fleet-world.js';
import { withManyTags } from '../worlds/many-tags.js';
import type { Dimension } from './dimension.js';

interface PromotionDimension extends Omit<Dimension, 'measure'> {
  readonly isReadOnly: boolean;
  /** Without quota or latency. */
  readonly open: (count: number) => Promise<FleetWorld>;
}

/** `cip promote` of so many. */
function promotion({ name, about, base, isReadOnly, open }: PromotionDimension): Dimension {
  return {
    ...{ name, about, base },
    async measure(count, options) {
      const { contenders } = await runScenario<FleetWorld>(
        {
          ...{ name: `${count} ${name}`, about, runs: 3, isReadOnly },
          contenders: [
            { name: 'cip', prepare: ({ tree }) => ({ commands: [promote(tree, '--rps-per-host', '0')] }) },
          ],
          open: () => open(count),
          differences: incomplete,
          bounds: () => [],
        },
        options,
      );
      const [report] = contenders;
      if (!report) throw new Error(`${name}: nothing was measured`);
      return report;
    },
  };
}

export const missingImages = promotion({
  name: 'missing images',
  about: 'first promotion from one host to another',
  base: 100,
  isReadOnly: false,
  open: (images) => openFleet({ shape: shapeOfTree(), images, promoted: 0, production: 1 }),
});

export const imagesInPlace = promotion({
  name: 'images in place',
  about: 'promotion to 22 hosts, with nothing to do',
  base: 250,
  isReadOnly: true,
  open: (count) => openFleet({ shape: shapeOfTree(), images: count, promoted: 1, production: 22 }),
});

export const destinations = promotion({
  name: 'destinations',
  about: 'promotion of 1,000 images to so many hosts, with nothing to do',
  base: 1,
  isReadOnly: true,
  open: (production) => openFleet({ shape: shapeOfTree(), images: 1000, promoted: 1, production }),
});

export const tags = promotion({
  name: 'tags in one repository',
  about: 'promotion of one image, with nothing to do',
  base: 1000,
  isReadOnly: true,
  open: (count) =>
    withManyTags(count, (shape) => openFleet({ shape, promoted: 1, production: 1, layerSize: 512 })),
});
