// Where a sign-in is kept between processes: `cli_auth_credentials_store`. One row per place, all alike to those who ask.
import type { LoginSettings } from '../config/config.ts';
import { fileStore } from './auth-file.ts';
import type { AuthJson } from './auth-json.ts';

export interface CredentialStore {
  /** null: nothing is kept, or nothing that can be read. */
  load(): Promise<AuthJson | null>;
  /** Throws Error with a sentence for people. */
  save(json: AuthJson): Promise<void>;
  /** False: nothing was kept. */
  remove(): Promise<boolean>;
}

type Kind = LoginSettings['store'];

/** Keeps what it opened, since what is only in memory must be there the next time. */
export class CredentialStores {
  readonly #codexHome: string;
  readonly #open = new Map<Kind, Promise<CredentialStore>>();

  constructor(codexHome: string) {
    this.#codexHome = codexHome;
  }

  of(kind: Kind): Promise<CredentialStore> {
    const known = this.#open.get(kind);
    if (known) return known;
    const opened = openers[kind](this.#codexHome);
    this.#open.set(kind, opened);
    return opened;
  }
}

const openers: Readonly<Record<Kind, (codexHome: string) => Promise<CredentialStore>>> = {
  file: async (codexHome) => fileStore(codexHome),
  keyring: async (codexHome) => (await import('./keyring-store.ts')).keyringStore(codexHome),
  auto: async (codexHome) => (await import('./keyring-store.ts')).keyringOrFileStore(codexHome),
  ephemeral: async () => memoryStore(),
};

export function memoryStore(): CredentialStore {
  let kept: AuthJson | null = null;
  return {
    load: async () => kept,
    async save(json) {
      kept = json;
    },
    async remove() {
      const wasKept = kept !== null;
      kept = null;
      return wasKept;
    },
  };
}
