import { expect, it } from 'vitest';
import { alertLink, logLink } from './alert-link.js';

it('is an address of the web', () => {
  expect(alertLink('https://auditor.example')).toBe('https://auditor.example/');
});

it.each(['auditor.example', 'javascript:alert(1)', 'file:///var/log'])('is not %s', (text) => {
  expect(() => alertLink(text)).toThrow('--alert-link');
});

it('is by default the log of the project, from when it began', () => {
  const link = new URL(logLink('some-project', new Date(Date.UTC(2026, 0, 2))));
  expect(link.searchParams.get('project')).toBe('some-project');
  const query = decodeURIComponent(link.pathname.split(';query=')[1] ?? '');
  expect(query).toBe('jsonPayload.verdict!="VERIFIED"\ntimestamp>="2026-01-02T00:00:00.000Z"');
});
