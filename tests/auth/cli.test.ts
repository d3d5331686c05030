// `codex login` at a terminal, against a real provider of tokens. The browser is a program that agrees at once.
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { entry, exitOf, textOf } from '../app-server/harness.ts';
import { type Provider, startProvider } from './provider.ts';

interface Terminal {
  readonly home: string;
  readonly provider: Provider;
  /** Runs `codex` and returns what it said and its exit status. */
  codex(...args: string[]): Promise<{ said: string; code: number | null }>;
}

async function openTerminal(toml = ''): Promise<Terminal> {
  const home = await mkdtemp(join(tmpdir(), 'codex-login-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
  const provider = await startProvider();
  const bin = join(home, 'bin');
  await mkdir(bin);
  await executable(join(bin, 'browser'), 'await fetch(process.argv[2]);');
  await executable(join(bin, 'secret-tool'), secretTool);
  await writeFile(join(home, 'config.toml'), `chatgpt_base_url = "${provider.issuer}/backend-api/"\n${toml}`);
  const env = {
    ...process.env,
    ...provider.env,
    CODEX_HOME: home,
    HOME: home,
    PATH: `${bin}:${process.env.PATH}`,
    BROWSER: join(bin, 'browser'),
  };
  return {
    home,
    provider,
    async codex(...args) {
      const child = spawn(process.execPath, [entry, ...args], { env, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
      const [said, { code }] = await Promise.all([textOf(child.stderr), exitOf(child)]);
      return { said, code };
    },
  };
}

async function executable(path: string, source: string): Promise<void> {
  await writeFile(path, `#!${process.execPath}\n${source}\n`);
  await chmod(path, 0o755);
}

/** Speaks as `secret-tool` does, and keeps its secrets in the folder ~/keyring; without one there is no keyring. */
const secretTool = `
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const [verb, ...rest] = process.argv.slice(2);
const folder = process.env.HOME + '/keyring';
if (!fs.existsSync(folder)) {
  console.error('secret-tool: Cannot autolaunch D-Bus without X11 $DISPLAY');
  process.exit(1);
}
const attributes = rest.filter((argument) => !argument.startsWith('--'));
const file = folder + '/' + createHash('sha256').update(attributes.join(' ')).digest('hex');
const verbs = {
  store: () => fs.writeFileSync(file, fs.readFileSync(0)),
  lookup: () => (fs.existsSync(file) ? process.stdout.write(fs.readFileSync(file)) : (process.exitCode = 1)),
  clear: () => fs.rmSync(file, { force: true }),
};
verbs[verb]();
`;

test('login opens a browser, says where to go without one, and is over when the user has agreed', async () => {
  const { codex, home, provider } = await openTerminal();
  const { said, code } = await codex('login');
  expect(code, said).toBe(0);
  expect(said).toMatch(/^Starting local login server on http:\/\/localhost:\d+\.\n/);
  expect(said).toContain(`\n\n${provider.issuer}/oauth/authorize?response_type=code&`);
  expect(said).toContain('\n\nOn a remote or headless machine? Use `codex login --device-auth` instead.\n');
  expect(said).toMatch(/\nSuccessfully logged in\n$/);
  expect((await stat(join(home, 'auth.json'))).mode & 0o777).toBe(0o600);
  expect(await codex('login', 'status')).toEqual({ said: 'Logged in using ChatGPT\n', code: 0 });
  expect(await codex('logout')).toEqual({ said: 'Successfully logged out\n', code: 0 });
  expect(provider.revoked).toHaveLength(1);
  expect(await codex('login', 'status')).toEqual({ said: 'Not logged in\n', code: 1 });
});

test('login --device-auth shows a code and waits until it was entered', async () => {
  const { codex, provider } = await openTerminal();
  await provider.approveDevice();
  const { said, code } = await codex('login', '--device-auth');
  expect(code, said).toBe(0);
  expect(said).toContain(`${provider.issuer}/codex/device\n`);
  expect(said).toContain('ABCD-1234\n');
  expect((await codex('login', 'status')).code).toBe(0);
});

test('another issuer can be named; one that is not there is an error', async () => {
  const { codex } = await openTerminal();
  const nowhere = ['--experimental_issuer', 'http://127.0.0.1:9'];
  expect(await codex('login', '--device-auth', ...nowhere)).toEqual({
    said: 'Error logging in: error sending request for url (http://127.0.0.1:9/api/accounts/deviceauth/usercode)\n',
    code: 1,
  });
});

test('what config forbids is not tried', async () => {
  const { codex, provider } = await openTerminal('forced_login_method = "api"\n');
  expect(await codex('login')).toEqual({
    said: 'Error logging in: ChatGPT login is disabled. Use API key login instead.\n',
    code: 1,
  });
  expect(provider.seen).toEqual([]);
});

test('a keyring keeps the tokens out of the file system', async () => {
  const { codex, home } = await openTerminal('cli_auth_credentials_store = "keyring"\n');
  await mkdir(join(home, 'keyring'));
  expect((await codex('login')).code).toBe(0);
  expect(await readdir(home)).not.toContain('auth.json');
  const [entryOfKeyring = ''] = await readdir(join(home, 'keyring'));
  const kept = JSON.parse(await readFile(join(home, 'keyring', entryOfKeyring), 'utf8'));
  expect(kept).toMatchObject({ auth_mode: 'chatgpt', tokens: { account_id: 'acc-1' } });
  expect((await codex('login', 'status')).code).toBe(0);
  expect((await codex('logout')).said).toBe('Successfully logged out\n');
  expect(await readdir(join(home, 'keyring'))).toEqual([]);
});

test('without a keyring "keyring" fails and says why, "auto" takes the file', async () => {
  const strict = await openTerminal('cli_auth_credentials_store = "keyring"\n');
  const { said, code } = await strict.codex('login');
  expect(code).toBe(1);
  expect(said).toContain(
    'credentials could not be saved locally. failed to write OAuth tokens to keyring: secret-tool: Cannot',
  );
  const lenient = await openTerminal('cli_auth_credentials_store = "auto"\n');
  expect((await lenient.codex('login')).code).toBe(0);
  expect(await readdir(lenient.home)).toContain('auth.json');
  expect((await lenient.codex('login', 'status')).code).toBe(0);
});
