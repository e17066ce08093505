import { scaled } from '../scenario.js';
import { type FleetWorld, googleLike, openFleet, shapeOfTree } from './fleet-world.js';

/** Digests of the whole tree. */
export const imagesOfTree = 16_537;

/** The whole tree and 22 hosts that have all of it, with Google's quota. */
export function openWholeTree(scale: number): Promise<FleetWorld> {
  const images = scaled(imagesOfTree, scale);
  return openFleet({ shape: shapeOfTree(), images, promoted: 1, production: 22 }, googleLike);
}
