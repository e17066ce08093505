import { buildImage, buildLayer, pushImage } from '@cip/testing';

/** Image name → digest → tags. */
export type Images = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Fills the repositories below a path; gives what a manifest says of them. */
export type Fill = (host: string, path: string) => Promise<Images>;

const perRepository = 3;

/** Small images, three in each repository, which share two of their three layers. */
export function smallImages(count: number): Fill {
  return async (host, below) => {
    const images: Record<string, Record<string, string[]>> = {};
    for (let i = 0; i < count; i++) {
      const [name, tag] = [`app${Math.floor(i / perRepository)}`, `v${i % perRepository}`];
      const labels = [`${name} base`, `${name} runtime`, `${name} ${tag}`];
      const layers = labels.map((label) => buildLayer(label, { size: 4000 }));
      const image = buildImage(`${name} ${tag}`, { layers });
      await pushImage(host, `${below}/${name}`, image, [tag]);
      (images[name] ??= {})[image.descriptor.digest] = [tag];
    }
    return images;
  };
}

/** One image of four layers. `size`: of each, in bytes. */
export function largeImage(size: number): Fill {
  return async (host, below) => {
    const image = buildImage('large', { layers: 4, layerSize: size });
    await pushImage(host, `${below}/large`, image, ['v1']);
    return { large: { [image.descriptor.digest]: ['v1'] } };
  };
}
