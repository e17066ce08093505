import { parsePlainManifest } from '@cip/manifest';
import { describe, expect, it } from 'vitest';
import { serviceAccounts } from './service-accounts.js';

const tree = parsePlainManifest({
  shownAs: 'manifest.yaml',
  text: `
registries:
- {name: gcr.io/staging, src: true}
- {name: us.pkg.dev/prod/images, service-account: outer@example}
- {name: us.pkg.dev/prod/images/build-image, service-account: inner@example}
- {name: eu.pkg.dev}
images: []
`,
});

describe('the service account of a repository', () => {
  it.each([
    { host: 'us.pkg.dev', repository: 'prod/images/app', account: 'outer@example' },
    { host: 'us.pkg.dev', repository: 'prod/images/build-image/go', account: 'inner@example' },
    { host: 'us.pkg.dev', repository: 'prod/images/build-imagery', account: 'outer@example' },
    { host: 'us.pkg.dev', repository: 'prod/other', account: undefined },
    { host: 'gcr.io', repository: 'staging/app', account: undefined },
    { host: 'eu.pkg.dev', repository: 'app', account: undefined },
  ])('$host/$repository: $account', ({ host, repository, account }) => {
    expect(serviceAccounts(tree)(host, repository)).toBe(account);
  });
});
