import type { ReviewRow } from '@cip/policy';
import { digest } from './samples.js';

/** A tag that a change promotes, as the manifests alone tell it. */
export function reviewRow(changes: Partial<ReviewRow> = {}): ReviewRow {
  return {
    image: 'pause',
    tag: '3.10',
    digest: digest('a'),
    from: 'gcr.io/k8s-staging-pause/pause',
    destinations: 22,
    file: 'images/k8s-staging-pause/images.yaml',
    line: 12,
    ...changes,
  };
}

/** The same with what registries say of it. */
export function onlineRow(changes: Partial<ReviewRow> = {}): ReviewRow {
  return reviewRow({
    platforms: ['linux/amd64', 'linux/arm64'],
    size: 310_000,
    created: '2023-09-01T12:34:56Z',
    revision: '0123456789abcdef0123456789abcdef01234567',
    newLayers: 3,
    layers: 12,
    comparedWith: '3.9',
    ...changes,
  });
}

/** The same with what its provenance policies say. */
export function provenRow(changes: Partial<ReviewRow> = {}): ReviewRow {
  return onlineRow({
    signedBy: ['builder@project.iam.gserviceaccount.com (https://accounts.google.com)'],
    builtBy: ['https://cloudbuild.googleapis.com/GoogleHostedWorker'],
    level: 3,
    provenance: 'satisfied',
    ...changes,
  });
}
