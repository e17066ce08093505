import { describe, expect, it } from 'vitest';
import { buildImage } from '../images/build-image.js';
import { buildMultiPlatform } from '../images/build-index.js';
import { startRegistry } from './start-registry.js';

const image = buildImage('google');
const index = buildMultiPlatform('google index');

async function list(host: string, path: string): Promise<unknown> {
  const answer = await fetch(`http://${host}/v2/${path}/tags/list`);
  expect(answer.status).toBe(200);
  return answer.json();
}

describe('tags/list in the form of Google', () => {
  it('has tags, children, and every manifest with size, type, tags and times', async () => {
    await using registry = await startRegistry({ google: true, now: () => 1234 });
    registry.seed('project/image', image, ['v1', 'latest']);
    registry.seed('project/image/deep/below', image);
    const { size } = { size: [...image.blobs.values()].reduce((sum, blob) => sum + blob.byteLength, 0) };
    expect(await list(registry.host, 'project/image')).toEqual({
      name: 'project/image',
      tags: ['latest', 'v1'],
      child: ['deep'],
      manifest: {
        [image.descriptor.digest]: {
          imageSizeBytes: `${size}`,
          layerId: '',
          mediaType: image.descriptor.mediaType,
          tag: ['latest', 'v1'],
          timeCreatedMs: '0',
          timeUploadedMs: '1234',
        },
      },
    });
  });

  it('shows manifests without a tag, such as the children of an index', async () => {
    await using registry = await startRegistry({ google: true });
    registry.seed('project/image', index, ['v1']);
    const { manifest } = (await list(registry.host, 'project/image')) as {
      manifest: Record<string, unknown>;
    };
    expect(Object.keys(manifest).sort()).toEqual(
      [index, ...index.children].map(({ descriptor }) => descriptor.digest).sort(),
    );
    expect(manifest[index.children[0]?.descriptor.digest ?? '']).toMatchObject({ tag: [] });
  });

  it.each([
    ['a path above repositories answers with its children', 'project', ['image', 'other']],
    ['a path that is not there answers with nothing', 'nowhere', []],
    ['half a path component is no path', 'proj', []],
  ])('%s', async (_, path, child) => {
    await using registry = await startRegistry({ google: true });
    registry.seed('project/image', image, ['v1']);
    registry.seed('project/other/deeper', image, ['v1']);
    expect(await list(registry.host, path)).toEqual({ name: path, tags: [], child, manifest: {} });
  });

  it('ignores n and last', async () => {
    await using registry = await startRegistry({ google: true });
    registry.seed('project/image', image, ['a', 'b', 'c']);
    const answer = await fetch(`http://${registry.host}/v2/project/image/tags/list?n=1&last=a`);
    expect(await answer.json()).toMatchObject({ tags: ['a', 'b', 'c'] });
    expect(answer.headers.get('link')).toBeNull();
  });

  it('with a page size cuts the tags and gives the manifests once', async () => {
    await using registry = await startRegistry({ google: true, paging: { pageSize: 2 } });
    registry.seed('project/image', image, ['a', 'b', 'c']);
    const first = await fetch(`http://${registry.host}/v2/project/image/tags/list`);
    const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(Object.keys(((await first.json()) as { manifest: object }).manifest)).toHaveLength(1);
    const second = await fetch(new URL(next, `http://${registry.host}`));
    expect(await second.json()).toMatchObject({ tags: ['c'], manifest: {} });
  });
});
