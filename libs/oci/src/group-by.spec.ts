import { expect, it } from 'vitest';
import { groupBy } from './group-by.js';

it('groups and entries keep the order in which they come, whatever their keys look like', () => {
  const tags = ['10', '__proto__', '9', 'constructor', '10', '9'].map((tag, i) => ({ tag, i }));

  const groups = groupBy(tags, ({ tag }) => tag);

  expect([...groups].map(([tag, group]) => [tag, group.map(({ i }) => i)])).toEqual([
    ['10', [0, 4]],
    ['__proto__', [1]],
    ['9', [2, 5]],
    ['constructor', [3]],
  ]);
});
