import type { PromotionManifest, RegistryEntry } from '@cip/manifest';
import type { ChangedRegistries, EditedImage } from '@cip/plan';
import type { Complaint, RelatedPlace } from '../finding.js';
import type { ChangedConfiguration, ChangeRule } from '../rule.js';

export const registriesAndImagesTogether: ChangeRule = {
  name: 'registries-and-images-together',
  kind: 'change',
  severity: 'error',
  docs: {
    reports:
      'registries, service accounts or the configuration of the project that change in the same request as images',
    why: 'Who may write where is decided by other people than what is promoted. A request that does both gets images to production with credentials, or past rules, that nobody has looked at on their own. What the configuration says counts, not how it is written. A new subproject starts with an empty `images.yaml`.',
    bad: '# in one request: manifests/tools/promoter-manifest.yaml\nregistries:\n- name: us.gcr.io/prod/tools\n  service-account: new@prod.iam.gserviceaccount.com\n# … and images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# the first request: manifests/tools/promoter-manifest.yaml\nregistries:\n- name: us.gcr.io/prod/tools\n  service-account: new@prod.iam.gserviceaccount.com\n# the second request: images/tools/images.yaml',
  },
  *check({ change, changedConfiguration }): Iterable<Complaint> {
    const [image] = change.editedImages;
    if (!image) return;
    if (changedConfiguration) yield aboutConfiguration(changedConfiguration, image);
    // Each manifest for itself: what is agreed to for one path says nothing of another.
    for (const changed of change.registries) {
      const block = firstBlock(changed);
      if (block) yield complaint(block, image);
    }
  },
};

/** A block of `registries` that is not in the other tree. */
interface ChangedBlock {
  readonly manifest: PromotionManifest;
  readonly registry: RegistryEntry;
  readonly removed: boolean;
}

function complaint({ manifest, registry, removed }: ChangedBlock, image: EditedImage): Complaint {
  return {
    message: `registries of ${manifest.name} change in the same request as the image ${image.image.name}`,
    remedy: 'Send the registries with their service accounts in one request, and the images in another.',
    at: registry.place,
    ...(removed && { removed }),
    related: [relatedTo(image)],
    touches: [{ subproject: manifest.name, source: manifest.source.name }],
  };
}

/** It decides about all subprojects, so it takes none of them out in particular. */
function aboutConfiguration({ at, removed }: ChangedConfiguration, image: EditedImage): Complaint {
  return {
    message: `the configuration changes in the same request as the image ${image.image.name}`,
    remedy: 'Send the configuration in one request, and the images in another.',
    at,
    ...(removed && { removed }),
    related: [relatedTo(image)],
  };
}

function relatedTo({ image, gone }: EditedImage): RelatedPlace {
  return {
    at: image.place,
    message: gone ? 'this image stood here before' : 'this image changes',
    ...(gone && { removed: true }),
  };
}

/** In the newer tree, or in the older when blocks are only gone. */
function firstBlock({ before, after }: ChangedRegistries): ChangedBlock | undefined {
  const [added] = blocksOnlyIn(after, before, false);
  return added ?? blocksOnlyIn(before, after, true)[0];
}

function blocksOnlyIn(
  one: PromotionManifest | undefined,
  other: PromotionManifest | undefined,
  removed: boolean,
): ChangedBlock[] {
  if (!one) return [];
  const known = new Set(other && rolesIn(other).map(({ role }) => role));
  return rolesIn(one)
    .filter(({ role }) => !known.has(role))
    .map(({ registry }) => ({ manifest: one, registry, removed }))
    .sort((a, b) => a.registry.place.offset - b.registry.place.offset);
}

function rolesIn({ source, destinations }: PromotionManifest): { registry: RegistryEntry; role: string }[] {
  return [source, ...destinations].map((registry, i) => ({
    registry,
    role: JSON.stringify([i === 0, registry.name, registry.serviceAccount]),
  }));
}
