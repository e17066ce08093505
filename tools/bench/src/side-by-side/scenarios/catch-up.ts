import { peakMemory, quotaLimit } from '../bound.js';
import { type Scenario, scaled } from '../scenario.js';
import {
  type FleetWorld,
  googleLike,
  googleQuota,
  incomplete,
  openFleet,
  shapeOfTree,
} from '../worlds/fleet-world.js';
import { cip, kpromoCore } from './promoters.js';

/** A promotion of what new regions, or a week without promotions, have left undone. */
export const catchUp: Scenario<FleetWorld> = {
  name: 'catch-up',
  about:
    "promote 2,000 images to 22 hosts with Google's quota and 20 ms of latency; 5 % are missing everywhere",
  runs: 3,
  isReadOnly: false,
  contenders: [cip, { ...kpromoCore, mostRuns: 1 }],
  open: (scale) =>
    openFleet(
      { shape: shapeOfTree(), images: scaled(2000, scale), promoted: 0.95, production: 22 },
      googleLike,
    ),
  differences: incomplete,
  bounds: (results) => [...quotaLimit(results, 'cip', googleQuota, 1.1), ...peakMemory(results, 'cip', 256)],
};
