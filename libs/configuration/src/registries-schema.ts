const rate = '[0-9]+(?:\\.[0-9]+)?(?:/[smh])?';

const group = {
  description: 'The quota group whose limit the registry shares with others.',
  type: 'string',
  pattern: '^[^=/\\s]+(?:/[^=/\\s]+)?$',
};

/** What may stand under a host of `registries`. */
export const registryKeys = {
  rps: {
    description:
      'Most requests per second to this registry, such as 50 or 3000/m; 0: no limit. The flag --rps-per-host wins.',
    type: ['string', 'number'],
    pattern: `^${rate}$`,
  },
  concurrency: {
    description:
      'Most parallel requests, and most parallel downloads, to this registry. The flag --concurrency-per-host wins.',
    type: ['string', 'number'],
    pattern: '^[1-9][0-9]{0,2}$',
  },
  group,
};

/** What may stand under a name of `quotaGroups`. */
export const quotaGroupKeys = {
  rps: {
    description:
      'Most requests per second to all registries of the group together, such as 80 or 5000/m. The flag --rps-per-group wins.',
    type: ['string', 'number'],
    pattern: `^${rate}$`,
  },
};
