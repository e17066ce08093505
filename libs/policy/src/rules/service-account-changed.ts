import { groupBy } from '@cip/oci';
import type { ChangedAccount } from '@cip/plan';
import type { Complaint } from '../finding.js';
import type { ChangeRule } from '../rule.js';
import { andOthers, listed } from '../words.js';

export const serviceAccountChanged: ChangeRule = {
  name: 'service-account-changed',
  kind: 'change',
  severity: 'warning',
  docs: {
    reports: 'a registry for which the change names another service account than before',
    why: 'Promotion reads and writes the registry as this account, so the change decides who writes to production, even if it promotes nothing. Let those who grant the account its rights approve it.',
    bad: '# service-account: promoter@prod.iam.gserviceaccount.com stood here\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: us.gcr.io/prod/tools\n  service-account: other@prod.iam.gserviceaccount.com',
    good: 'registries:\n- name: gcr.io/staging-tools\n  src: true\n- name: us.gcr.io/prod/tools\n  service-account: promoter@prod.iam.gserviceaccount.com',
  },
  *check({ change }): Iterable<Complaint> {
    const alike = groupBy(change.accounts, ({ manifest, before, after }) =>
      JSON.stringify([manifest.name, before, after]),
    );
    for (const accounts of alike.values()) yield complaint(accounts);
  },
};

/** Of all registries of a manifest for which the same changes. */
function complaint(accounts: readonly [ChangedAccount, ...ChangedAccount[]]): Complaint {
  const [{ manifest, registry, before, after }] = accounts;
  const names = accounts.map((one) => one.registry.name);
  return {
    message: `the service account for ${andOthers(names, 'registry', 'registries')} changes from ${said(before)} to ${said(after)}`,
    remedy: 'Let those who grant the service account its rights approve this, or put the old one back.',
    at: registry.place,
    touches: names.map((name) => {
      return { subproject: manifest.name, source: manifest.source.name, registry: name };
    }),
  };
}

function said(accounts: readonly string[]): string {
  return accounts.length === 0 ? 'none' : listed(accounts);
}
