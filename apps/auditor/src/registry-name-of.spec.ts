import { expect, it } from 'vitest';
import { registryNameOf } from './registry-name-of.js';

const named = { '10.0.0.7:5000': 'registry.example' };
const others = { ...named, '*': 'other.example' };

it.each<[string, string, Readonly<Record<string, string>>, string]>([
  ['it is its own name', 'registry.example', {}, 'registry.example'],
  ['it is seen under another', '10.0.0.7:5000', named, 'registry.example'],
  ['capital letters make no other host', 'Registry.EXAMPLE', {}, 'registry.example'],
  ['nobody names it', 'evil.example', named, 'evil.example'],
  ['every other has a name', 'evil.example', others, 'other.example'],
  ['its own name goes before that of every other', '10.0.0.7:5000', others, 'registry.example'],
  ['no host was said, and every other has a name', '', others, 'other.example'],
])('%s', (_, host, names, name) => {
  const isClaimed = name === host.toLowerCase();
  expect(registryNameOf(new Map(Object.entries(names)), host)).toEqual({ name, isClaimed });
});
