import { mediaTypes } from '@cip/oci';
import { expect } from 'vitest';
import { buildArtifact } from '../images/build-artifact.js';
import { buildImage } from '../images/build-image.js';
import { type Behaviour, type Client, codesOf, json } from './client.js';

const image = buildImage('discovery');
const subject = image.descriptor;
const sbom = buildArtifact('sbom', { subject, artifactType: 'text/sbom', annotations: { made: 'today' } });
const scan = buildArtifact('scan', { subject, artifactType: 'text/scan' });
const noPages = '2.8 lists all tags at once and unsorted';
const noReferrers = '2.8 has no referrers API';

/** distribution-spec v1.1, "Content Discovery". */
export const discovery: readonly Behaviour[] = [
  {
    name: 'tags/list gives all tags and the name',
    check: async (client) => {
      await client.push(image, 'b', 'a', 'c');
      const { name, tags } = json(await client.ask('GET', 'tags/list')) as { name: string; tags: string[] };
      expect([name, ...tags.sort()]).toEqual([client.repository, 'a', 'b', 'c']);
    },
  },
  {
    name: 'tags are sorted',
    notInDockerRegistry: noPages,
    check: async (client) => {
      await client.push(image, 'b', 'a', 'c');
      expect(await pagesOf(client, 'tags/list')).toEqual([['a', 'b', 'c']]);
    },
  },
  {
    name: 'n cuts the tags, and Link leads through all of them',
    notInDockerRegistry: noPages,
    check: async (client) => {
      await client.push(image, 'd', 'b', 'a', 'c', 'e');
      expect(await pagesOf(client, 'tags/list?n=2')).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    },
  },
  {
    name: 'last starts behind a tag, whether it exists or not',
    notInDockerRegistry: noPages,
    check: async (client) => {
      await client.push(image, 'a', 'c', 'd');
      expect(await pagesOf(client, 'tags/list?n=5&last=b')).toEqual([['c', 'd']]);
      expect(await pagesOf(client, 'tags/list?n=5&last=c')).toEqual([['d']]);
    },
  },
  {
    name: 'the tags of a repository that is not there are NAME_UNKNOWN',
    check: async (client) => {
      const asked = await client.ask('GET', 'tags/list');
      expect([asked.status, codesOf(asked)]).toEqual([404, ['NAME_UNKNOWN']]);
    },
  },
  {
    name: '_catalog names the repository',
    check: async (client) => {
      await client.push(image, 'v1');
      const asked = await client.ask('GET', '/v2/_catalog?n=1000');
      const { repositories } = json(asked) as { repositories: string[] };
      expect(repositories).toContain(client.repository);
      expect(repositories).toEqual([...repositories].sort());
    },
  },
  {
    name: 'a push with a subject names it in OCI-Subject',
    notInDockerRegistry: noReferrers,
    check: async (client) => {
      await client.push(image);
      await client.push(sbom);
      const put = await client.putManifest(sbom.descriptor.digest, sbom);
      expect(put.headers.get('oci-subject')).toBe(subject.digest);
    },
  },
  {
    name: 'a subject need not be there',
    notInDockerRegistry: noReferrers,
    check: async (client) => {
      await client.push(sbom);
      expect(await referrersOf(client)).toEqual([sbom.descriptor.digest]);
    },
  },
  {
    name: 'referrers are an index with type, size and annotations of each',
    notInDockerRegistry: noReferrers,
    check: async (client) => {
      await client.push(image);
      await client.push(sbom);
      const asked = await client.ask('GET', `referrers/${subject.digest}`);
      expect(asked.headers.get('content-type')).toBe(mediaTypes.ociIndex);
      const expected = { ...sbom.descriptor, artifactType: 'text/sbom', annotations: { made: 'today' } };
      expect(json(asked)).toMatchObject({ schemaVersion: 2, manifests: [expected] });
    },
  },
  {
    name: 'artifactType filters the referrers and says so',
    notInDockerRegistry: noReferrers,
    check: async (client) => {
      await client.push(sbom);
      await client.push(scan);
      const all = [sbom.descriptor.digest, scan.descriptor.digest].sort();
      expect((await referrersOf(client)).sort()).toEqual(all);
      expect(await referrersOf(client, '?artifactType=text/scan')).toEqual([scan.descriptor.digest]);
      const asked = await client.ask('GET', `referrers/${subject.digest}?artifactType=text/scan`);
      expect(asked.headers.get('oci-filters-applied')).toBe('artifactType');
    },
  },
  {
    name: 'no referrers are an empty index',
    notInDockerRegistry: noReferrers,
    check: async (client) => {
      await client.push(image);
      expect(await referrersOf(client)).toEqual([]);
    },
  },
];

async function pagesOf(client: Client, start: string): Promise<string[][]> {
  const pages: string[][] = [];
  let next: string | undefined = start;
  while (next !== undefined) {
    const asked = await client.ask('GET', next);
    pages.push((json(asked) as { tags: string[] }).tags);
    next = /<([^>]+)>/.exec(asked.headers.get('link') ?? '')?.[1];
  }
  return pages;
}

async function referrersOf(client: Client, query = ''): Promise<string[]> {
  const asked = await client.ask('GET', `referrers/${subject.digest}${query}`);
  expect(asked.status).toBe(200);
  return (json(asked) as { manifests: { digest: string }[] }).manifests.map(({ digest }) => digest);
}
