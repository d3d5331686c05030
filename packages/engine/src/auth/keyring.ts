// The keyring of the desktop, through the program that the system has for it. A secret goes over stdin, never into the
// arguments, which other users could read.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { plainEnvironment } from '../plain-environment.ts';

/** One secret in the keyring. Every call throws Error with a sentence for people when there is no keyring to ask. */
export interface KeyringEntry {
  /** null: there is no such secret. */
  read(): Promise<string | null>;
  write(secret: string): Promise<void>;
  /** False: there was none. */
  clear(): Promise<boolean>;
}

type OpenKeyring = (service: string, account: string) => KeyringEntry;

/** The keyring of this operating system; its attributes are those of the official program, so that both find the entry. */
export function openKeyring(service: string, account: string): KeyringEntry {
  const open = keyrings[process.platform];
  if (!open) throw new Error(`no keyring is supported on ${process.platform}`);
  return open(service, account);
}

const keyrings: Readonly<Partial<Record<NodeJS.Platform, OpenKeyring>>> = { linux: secretService, darwin: keychain };

function secretService(service: string, account: string): KeyringEntry {
  const attributes = ['service', service, 'username', account, 'target', 'default'];
  const run = (args: readonly string[], input?: string) => runProgram('secret-tool', args, input);
  const read = async () => {
    const { code, out, err } = await run(['lookup', ...attributes]);
    if (code === 0) return out;
    if (err.trim() === '') return null;
    throw failure('secret-tool', err);
  };
  return {
    read,
    async write(secret) {
      const { code, err } = await run(['store', `--label=${service}`, ...attributes], secret);
      if (code !== 0) throw failure('secret-tool', err);
    },
    async clear() {
      if ((await read()) === null) return false;
      const { code, err } = await run(['clear', ...attributes]);
      if (code !== 0) throw failure('secret-tool', err);
      return true;
    },
  };
}

/** Exit status of `security` for an entry that is not there. */
const NOT_FOUND = 44;

function keychain(service: string, account: string): KeyringEntry {
  const names = ['-s', service, '-a', account];
  const ask = async (args: readonly string[]) => {
    const { code, out, err } = await runProgram('security', args);
    if (code === NOT_FOUND) return null;
    if (code !== 0) throw failure('security', err);
    return out;
  };
  return {
    read: async () => (await ask(['find-generic-password', ...names, '-w']))?.trimEnd() ?? null,
    async write(secret) {
      // Hexadecimal, since the command line that `security -i` reads has quoting rules of its own.
      const hex = Buffer.from(secret).toString('hex');
      const command = `add-generic-password -U -s "${service}" -a "${account}" -X ${hex}\n`;
      const { code, err } = await runProgram('security', ['-i'], command);
      if (code !== 0) throw failure('security', err);
    },
    clear: async () => (await ask(['delete-generic-password', ...names])) !== null,
  };
}

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A keyring may ask the user to unlock it; nobody waits for that without end. */
const PATIENCE_MS = 60_000;

async function runProgram(program: string, args: readonly string[], input = ''): Promise<Outcome> {
  const child = spawn(program, args, { env: plainEnvironment(), stdio: 'pipe', timeout: PATIENCE_MS });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error(`the program ${program} is not installed`) : error);
    });
    child.once('close', resolve);
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

function failure(program: string, said: string): Error {
  const reason = said.trim().replace(`${program}: `, '') || 'failed without saying why';
  return new Error(`${program}: ${reason}`);
}
