import { expect, it } from 'vitest';
import { images, startProduction } from '../src/production.js';
import { runPage } from './run-page.js';

it('the page about the flip finds what is missing, fills it in, and finds nothing more', async () => {
  await using production = await startProduction();
  const { staging } = production.registries;
  staging.seed('k8s-artifacts-old/shop/web', images.old, ['v1']);
  staging.seed('k8s-artifacts-old/kube/proxy', images.tools, ['v1.0.0']);
  staging.seed('k8s-artifacts-old/kube/proxy', images.web, []);
  // Promoted to the new registries since, and unknown to the old one.
  for (const region of ['us', 'eu'] as const) {
    production.registries[region].seed('k8s-artifacts-prod/images/shop/tools', images.tools, ['v2.0.0']);
  }

  const [before] = await runPage('domain-flip.md', production);
  expect(before).toContain('kube/proxy');
  for (const region of ['us', 'eu'] as const) {
    expect(production.holds(region)).toEqual([
      ...[
        `kube/proxy@${images.tools.descriptor.digest},v1.0.0`,
        `kube/proxy@${images.web.descriptor.digest},-`,
      ].sort(),
      `shop/tools@${images.tools.descriptor.digest},v2.0.0`,
      `shop/web@${images.old.descriptor.digest},v1`,
    ]);
  }
});
