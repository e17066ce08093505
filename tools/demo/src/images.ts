import { buildImage, buildIndex, buildLayer, type Image } from '@cip/testing';

const layerSize = 200_000;
const baseLayer = buildLayer('operating system', { size: layerSize });

/** An image of one platform on the layer that all of them share. */
function onBase(seed: string, architecture = 'amd64'): Image {
  const own = buildLayer(seed, { size: layerSize });
  return buildImage(seed, { layers: [baseLayer, own], platform: { os: 'linux', architecture } });
}

/** The images that the acts speak of; the same ones at every run. */
export const images = {
  web: onBase('web 1.0.0'),
  webRebuilt: onBase('web 1.0.0, built again'),
  webNext: onBase('web 1.1.0'),
  worker: onBase('worker 1.0.0'),
  api: buildIndex(['amd64', 'arm64', 's390x'].map((platform) => onBase(`api 2.3.0 ${platform}`, platform))),
  tools: onBase('tools, a build without a version'),
  mailer: onBase('mailer 1.0.0'),
} as const;
