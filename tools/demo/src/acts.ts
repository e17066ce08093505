import type { Image } from '@cip/testing';
import { images } from './images.js';
import type { Entry } from './manifests.js';
import { folders, type Stage } from './stage.js';

/** One thing that a release engineer does, the command that follows, and what must come of it. */
export interface Act {
  readonly title: string;
  readonly story: string;
  /** The manifests that are committed first. */
  readonly commit?: { readonly message: string; readonly entries: readonly Entry[] };
  /** What else happens first. */
  readonly before?: (stage: Stage) => void;
  /** Arguments of `cip`, but for the tree. */
  readonly command: readonly string[];
  readonly exitCode: number;
  readonly meaning: string;
  /** Texts that the output must have. */
  readonly says: readonly string[];
  /** What every region holds afterwards. */
  readonly production: readonly Entry[];
  /** Nothing may be written anywhere. */
  readonly readsOnly?: boolean;
}

const entry = (name: string, image: Image, ...tags: string[]): Entry => ({ name, image, tags });

const web = entry('web', images.web, 'v1.0.0');
const webMoved = entry('web', images.webRebuilt, 'v1.0.0');
const webNext = entry('web', images.webNext, 'v1.1.0');
const mailer = entry('mailer', images.mailer, 'v1.0.0');
const others = [
  entry('api', images.api, 'v2.3.0', 'v2'),
  entry('tools', images.tools),
  entry('worker', images.worker, 'v1.0.0'),
];
const first = [web, ...others];
const second = [web, webNext, ...others];

export const acts: readonly Act[] = [
  {
    title: 'A release is proposed',
    story:
      'A release engineer names four images by digest in a pull request, with the tags that they shall have in ' +
      'production: web and worker, which share a layer; api, for three platforms; and tools, without a tag. Before ' +
      'anybody approves it, CI asks what it would do.',
    commit: { message: 'shop: release web, worker, api and tools', entries: first },
    command: ['plan'],
    exitCode: 0,
    meaning: 'nothing stands in the way. Work to do is no complaint.',
    says: ['Would promote: 12 items (4 images to 3 registries)', 'Nothing was written'],
    production: [],
    readsOnly: true,
  },
  {
    title: 'It is approved',
    story:
      'The pull request is merged, and CI runs the promotion. Each image goes to all three regions; staging is read ' +
      'once, not once per region, and every tag is read back before it counts.',
    command: ['promote', '--confirm'],
    exitCode: 0,
    meaning: 'production contains what the manifests say.',
    says: ['Promoted: 12 items (4 images to 3 registries)'],
    production: first,
  },
  {
    title: 'The same once more',
    story: 'The job runs again, as periodic jobs do. Everything is in place, so nothing is written.',
    command: ['promote', '--confirm'],
    exitCode: 0,
    meaning: 'nothing to complain about. It is safe to run this at any time, also after a crash.',
    says: ['Nothing to do: all 12 items are in place.'],
    production: first,
    readsOnly: true,
  },
  {
    title: 'A tag is moved',
    story:
      'A change gives the tag v1.0.0 of web to another build. Users rely on what v1.0.0 is, so that is refused. The ' +
      'same change also releases web v1.1.0, which is sound and goes out.',
    commit: {
      message: 'shop: release web v1.1.0 (and move v1.0.0)',
      entries: [webMoved, webNext, ...others],
    },
    command: ['promote', '--confirm'],
    exitCode: 1,
    meaning: 'something is blocked and needs a person; the rest was done. v1.0.0 is what it was.',
    says: ['Promoted: 3 items', 'tag-moved: 3 items'],
    production: second,
  },
  {
    title: 'An image was never built',
    story:
      'The engineer puts v1.0.0 back and releases mailer, whose build failed: staging has no such image. A promoter ' +
      'that calls this a success would leave users with nothing to pull.',
    commit: { message: 'shop: put v1.0.0 back, release mailer', entries: [...second, mailer] },
    command: ['promote', '--confirm'],
    exitCode: 1,
    meaning: 'mailer is blocked. Nothing else was asked for, so nothing was written.',
    says: ['missing-source: 3 items'],
    production: second,
    readsOnly: true,
  },
  {
    title: 'The build is repeated',
    story: 'Now staging has mailer. No manifest has to change: the next run finds it and promotes it.',
    before: ({ staging }) => {
      staging.seed(`${folders.staging}/mailer`, images.mailer, ['v1.0.0']);
    },
    command: ['promote', '--confirm'],
    exitCode: 0,
    meaning: 'production agrees with the manifests again.',
    says: ['Promoted: 3 items'],
    production: [...second, mailer],
  },
];
