import path from 'node:path';
import type { SignerConfiguration, TokenProvider } from '@cip/configuration';
import type { SignerSettings, TokenSettings } from '@cip/signing';

/** What signs, with files relative to the folder of the configuration. `publicKey` is the content of the public key file. */
export function signerSettings(
  signer: SignerConfiguration,
  folder: string,
  publicKey: string | undefined,
): SignerSettings {
  const fileIn = (name: string): string => path.resolve(folder, name);
  if (signer.kind === 'keyless') return { ...signer, token: tokenSettings(signer.token, fileIn) };
  const { kind, file, passwordFile, rekor, tsa } = signer;
  return {
    kind,
    file: fileIn(file),
    ...(passwordFile !== undefined && { passwordFile: fileIn(passwordFile) }),
    ...(publicKey !== undefined && { publicKey }),
    ...(rekor !== undefined && { rekor }),
    ...(tsa !== undefined && { tsa }),
  };
}

function tokenSettings(token: TokenProvider, fileIn: (name: string) => string): TokenSettings {
  return token.provider === 'file' ? { ...token, file: fileIn(token.file) } : token;
}
