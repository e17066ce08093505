/** True for a Basic Authorization header with this user and password. */
export function isUser(header: string | undefined, user: string, password: string): boolean {
  const text = /^basic (.+)$/i.exec(header ?? '')?.[1] ?? '';
  return Buffer.from(text, 'base64').toString() === `${user}:${password}`;
}
