import { type Bound, ratio } from '../bound.js';
import type { Figures } from '../figures.js';
import type { ContenderReport, RunOptions, ScenarioReport } from '../run-scenario.js';
import { scaled } from '../scenario.js';
import type { Dimension } from './dimension.js';
import { events } from './events.js';
import { growthFactor } from './growth-factor.js';
import { destinations, imagesInPlace, missingImages, tags } from './registry-dimensions.js';

const dimensions: readonly Dimension[] = [missingImages, imagesInPlace, destinations, tags, events];

const factors = [1, growthFactor, growthFactor ** 2];

/** Of the processor time of the size before: some more than the work has grown. */
const most = 1.25 * growthFactor;

/** What more work costs. */
export const growth = {
  name: 'growth',
  about: `1, 4 and 16 times of ${dimensions.map(({ name }) => name).join(', ')}`,
  async measure(options: RunOptions): Promise<ScenarioReport> {
    const measured: (readonly ContenderReport[])[] = [];
    for (const dimension of dimensions) measured.push(await measureSizes(dimension, options));
    const contenders = measured.flat();
    const results = new Map(
      contenders.flatMap(({ name, figures }): [string, Figures][] => (figures ? [[name, figures]] : [])),
    );
    const bounds = measured.flatMap((sizes): readonly Bound[] => {
      const [four = '', sixteen = ''] = sizes.slice(-2).map(({ name }) => name);
      return ratio(results, 'cpu', [sixteen, four], most);
    });
    const curves = dimensions.map(({ name, about }, index) => ({
      ...{ name, about },
      sizes: measured[index] ?? [],
    }));
    return { name: growth.name, about: growth.about, contenders, bounds, leftOut: [], curves };
  },
};

async function measureSizes(dimension: Dimension, options: RunOptions): Promise<readonly ContenderReport[]> {
  const sizes: ContenderReport[] = [];
  for (const factor of factors) {
    const count = scaled(dimension.base, options.scale) * factor;
    const report = await dimension.measure(count, options);
    sizes.push({ ...report, name: `${count.toLocaleString('en-US')} ${dimension.name}` });
  }
  return sizes;
}
