import { expect, it } from 'vitest';
import { RecentAnswers } from './recent-answers.js';

/** Whether each refusal (`x`) among accepted requests (`.`) is taken for a stray. */
function strays(answers: string): boolean[] {
  const recent = new RecentAnswers();
  return Array.from(answers).flatMap((answer) => {
    if (answer === 'x') return recent.refused();
    recent.accepted();
    return [];
  });
}

const many = '.'.repeat(24);

it.each([
  ['one among many', `${many}x`, [true]],
  ['the first answer', 'x', [false]],
  ['one among few', '...........x', [false]],
  ['two in a row', `${many}xx`, [true, true]],
  ['a third one soon', `${many}x.x.x`, [true, true, false]],
  ['one in a hundred, for long', `${'.'.repeat(99)}x`.repeat(3), [true, true, true]],
  ['one in eight, for long', `${many}x.......x.......x.......x`, [true, true, false, false]],
  ['most of them', `${many}xxxxx.x`, [true, true, false, false, false, false]],
])('%s', (_, answers, expected) => {
  expect(strays(answers)).toEqual(expected);
});
