/** A user of a registry. */
export interface RegistryUser {
  readonly user: string;
  readonly password: string;
}

/** The content of Docker's `config.json` for a user of these registries. */
export function dockerConfig(hosts: readonly string[], as: RegistryUser): string {
  const auth = basicCredentials(as);
  return JSON.stringify({ auths: Object.fromEntries(hosts.map((host) => [host, { auth }])) });
}

/** What basic authentication sends. */
export function basicCredentials({ user, password }: RegistryUser): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}
