// Sign-ins in the keyring of the desktop, under the name that the official program uses for this CODEX_HOME.
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { logger } from '@codex/telemetry/logger.ts';
import { fileStore, removeAuthFile } from './auth-file.ts';
import { parseAuthJson } from './auth-json.ts';
import type { CredentialStore } from './credential-store.ts';
import { type KeyringEntry, openKeyring } from './keyring.ts';

const SERVICE = 'Codex Auth';

/** Once something stands in the keyring, no copy of an older sign-in stays in auth.json. */
export async function keyringStore(codexHome: string): Promise<CredentialStore> {
  const account = await accountName(codexHome);
  const entry = async <T>(what: string, act: (entry: KeyringEntry) => Promise<T>) => {
    try {
      return await act(openKeyring(SERVICE, account));
    } catch (error) {
      throw new Error(`${what}: ${(error as Error).message}`);
    }
  };
  return {
    async load() {
      const secret = await entry('failed to load CLI auth from keyring', (it) => it.read());
      return secret === null ? null : parseAuthJson(secret);
    },
    async save(json) {
      await entry('failed to write OAuth tokens to keyring', (it) => it.write(JSON.stringify(json)));
      await removeAuthFile(codexHome);
    },
    async remove() {
      const wasInKeyring = await entry('failed to delete auth from keyring', (it) => it.clear());
      const wasInFile = await removeAuthFile(codexHome);
      return wasInKeyring || wasInFile;
    },
  };
}

/** The keyring where there is one, else the file. */
export async function keyringOrFileStore(codexHome: string): Promise<CredentialStore> {
  const keyring = await keyringStore(codexHome);
  const file = fileStore(codexHome);
  return {
    // Each request asks: that there is no keyring is only said when something is to be kept.
    load: async () => (await keyring.load().catch(() => null)) ?? file.load(),
    save: (json) =>
      keyring.save(json).catch(({ message }: Error) => {
        logger.warn(`${message}; auth.json is used instead`);
        return file.save(json);
      }),
    remove: () => keyring.remove().catch(() => file.remove()),
  };
}

async function accountName(codexHome: string): Promise<string> {
  const canonical = await realpath(codexHome).catch(() => codexHome);
  return `cli|${createHash('sha256').update(canonical).digest('hex').slice(0, 16)}`;
}
