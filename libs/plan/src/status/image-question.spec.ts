import { InvalidReferenceError } from '@cip/oci';
import { expect, it } from 'vitest';
import { isFullName, parseImageQuestion } from './image-question.js';

const digest = `sha256:${'a'.repeat(64)}`;

it.each([
  ['web', { name: 'web' }],
  ['web:v1', { name: 'web', tag: 'v1' }],
  ['build-image/go-runner:v1.2', { name: 'build-image/go-runner', tag: 'v1.2' }],
  [`web@${digest}`, { name: 'web', digest }],
  ['127.0.0.1:5000/prod/web', { name: '127.0.0.1:5000/prod/web' }],
  ['127.0.0.1:5000/prod/web:v1', { name: '127.0.0.1:5000/prod/web', tag: 'v1' }],
  ['web@sha256:12', { name: 'web', digestStart: 'sha256:12' }],
  ['web@12ab', { name: 'web', digestStart: 'sha256:12ab' }],
  ['web@sha256:12ab…', { name: 'web', digestStart: 'sha256:12ab' }],
  [`us.gcr.io/prod/web@${digest}`, { name: 'us.gcr.io/prod/web', digest }],
])('reads %s', (text, question) => {
  expect(parseImageQuestion(text)).toEqual(question);
});

it.each([
  '',
  'Web',
  'web:',
  'web:-x',
  'web@',
  'web@sha256:1g',
  'web@sha256:',
  `web@${digest}0`,
  `web:v1@${digest}`,
  'https://us.gcr.io/prod/web',
  'us.gcr.io/Prod/web',
  'web/',
  'web v1',
])('refuses %j', (text) => {
  expect(() => parseImageQuestion(text)).toThrow(InvalidReferenceError);
});

it.each([
  ['us.gcr.io/prod/web', true],
  ['localhost/web', true],
  ['127.0.0.1:5000/web', true],
  ['build-image/go-runner', false],
  ['web', false],
])('%s is a full name: %s', (name, expected) => {
  expect(isFullName(name)).toBe(expected);
});
