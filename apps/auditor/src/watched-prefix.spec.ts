import { UsageError } from '@cip/runtime';
import { expect, it } from 'vitest';
import { watchedPrefix } from './watched-prefix.js';

it.each([
  ['eu.gcr.io', 'eu.gcr.io'],
  ['eu.gcr.io/', 'eu.gcr.io'],
  ['localhost:5000/prod/images//', 'localhost:5000/prod/images'],
])('%s is a registry', (text, prefix) => {
  expect(watchedPrefix(text)).toBe(prefix);
});

it.each(['', '/', 'https://eu.gcr.io', 'me:word@eu.gcr.io/prod', 'eu.gcr.io/Prod', 'eu.gcr.io/prod:v1'])(
  '%j is not',
  (text) => {
    expect(() => watchedPrefix(text)).toThrow(UsageError);
  },
);
