import { buildImage, buildLayer, pushImage } from '@cip/testing';

/** One image that is to be promoted, below the paths of source and destination. */
export interface WantedImage {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const perRepository = 3;

/** Fills a registry below `path`: small images, three in each repository, which share two of their three layers. */
export async function seedImages(host: string, path: string, count: number): Promise<readonly WantedImage[]> {
  const wanted: WantedImage[] = [];
  for (let i = 0; i < count; i++) {
    const repository = `app${Math.floor(i / perRepository)}`;
    const tag = `v${i % perRepository}`;
    const shared = ['base', 'runtime'].map((layer) => buildLayer(`${repository} ${layer}`, { size: 4000 }));
    const layers = [...shared, buildLayer(`${repository} ${tag}`, { size: 4000 })];
    const image = buildImage(`${repository} ${tag}`, { layers });
    await pushImage(host, `${path}/${repository}`, image, [tag]);
    wanted.push({ repository, tag, digest: image.descriptor.digest });
  }
  return wanted;
}
