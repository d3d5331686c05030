// Sign-ins in the keyring of the desktop, under the name that the official program uses for this CODEX_HOME.
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { fileStore, removeAuthFile } from './auth-file.ts';
import { parseAuthJson } from './auth-json.ts';
import type { CredentialStore } from './credential-store.ts';
import { type KeyringEntry, openKeyring } from './keyring.ts';

const SERVICE = 'Codex Auth';

/** Once something stands in the keyring, no copy of an older sign-in stays in auth.json. */
export async function keyringStore(codexHome: string): Promise<CredentialStore> {
  const account = await accountName(codexHome);
  const entry = <T>(act: (entry: KeyringEntry) => Promise<T>) => act(openKeyring(SERVICE, account));
  return {
    async load() {
      const secret = await entry((it) => it.read());
      return secret === null ? null : parseAuthJson(secret);
    },
    async save(json) {
      await entry((it) => it.write(JSON.stringify(json)));
      await removeAuthFile(codexHome);
    },
    async remove() {
      const wasInKeyring = await entry((it) => it.clear());
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
    load: async () => (await keyring.load().catch(() => null)) ?? file.load(),
    save: (json) => keyring.save(json).catch(() => file.save(json)),
    remove: () => keyring.remove().catch(() => file.remove()),
  };
}

async function accountName(codexHome: string): Promise<string> {
  const canonical = await realpath(codexHome).catch(() => codexHome);
  return `cli|${createHash('sha256').update(canonical).digest('hex').slice(0, 16)}`;
}
