// codex login: signs in with ChatGPT or with an API key, or says who is signed in. What it says goes to stderr.
import { text } from 'node:stream/consumers';
import { exitStatusOf } from '@codex/app-server/exit-status.ts';
import { type ParsedOptions, parseOptions } from '@codex/app-server/options.ts';
import { type Accounts, accountOptions, type Credentials, openAccounts } from '../accounts.ts';

const usage = 'Usage: codex login [OPTIONS] [status]';

const help = `Sign in with ChatGPT or with an API key, or say who is signed in

${usage}

Commands:
  status  Say who is signed in

Options:
      --device-auth         Sign in with ChatGPT on another device, by a code that is entered there
      --with-api-key        Read the API key from stdin: printenv OPENAI_API_KEY | codex login --with-api-key
  -c, --config <key=value>  Override a value of config.toml
      --enable <FEATURE>    Same as -c features.<FEATURE>=true
      --disable <FEATURE>   Same as -c features.<FEATURE>=false
  -h, --help                Print help
`;

const options = {
  ...accountOptions,
  'with-api-key': {},
  'with-access-token': {},
  'device-auth': {},
  experimental_issuer: { value: '<URL>' },
  'experimental_client-id': { value: '<CLIENT_ID>' },
  'api-key': { value: '<KEY>' },
} as const;

export async function login(argv: readonly string[]): Promise<number> {
  let status = 0;
  const mistake = await exitStatusOf(async () => {
    const wantsStatus = argv.at(-1) === 'status';
    const parsed = parseOptions(wantsStatus ? argv.slice(0, -1) : argv, options, usage);
    if (parsed.has('help')) process.stdout.write(help);
    else status = await (wantsStatus ? tellStatus(parsed) : signIn(parsed));
  });
  return mistake || status;
}

async function tellStatus(parsed: ParsedOptions): Promise<number> {
  const { auth, settings } = await openAccounts(parsed);
  const credentials = await auth.current(settings);
  say(credentials ? describe(credentials) : 'Not logged in');
  return credentials ? 0 : 1;
}

function describe(credentials: Credentials): string {
  if (credentials.kind !== 'apikey') return 'Logged in using ChatGPT';
  return `API key configured - ${masked(credentials.apiKey)}\nAuthentication is checked when you send a request.`;
}

/** Enough to know which key it is. */
function masked(key: string): string {
  return key.length > 13 ? `${key.slice(0, 8)}***${key.slice(-5)}` : '***';
}

async function signIn(parsed: ParsedOptions): Promise<number> {
  if (parsed.has('api-key')) {
    say(
      'The --api-key flag is no longer supported. Pipe the key instead, e.g. `printenv OPENAI_API_KEY | codex login --with-api-key`.',
    );
    return 1;
  }
  if (parsed.has('with-access-token')) {
    say('Signing in with an access token is not supported by this program.');
    return 1;
  }
  return parsed.has('with-api-key') ? signInWithKey(parsed) : signInWithChatgpt(parsed);
}

async function signInWithChatgpt(parsed: ParsedOptions): Promise<number> {
  const { signInWithBrowser, signInWithCode } = await import('../chatgpt-login.ts');
  const [issuer, clientId] = [
    parsed.values('experimental_issuer').at(-1),
    parsed.values('experimental_client-id').at(-1),
  ];
  try {
    const accounts = await openAccounts(parsed);
    refuseEphemeral(accounts);
    const signIn = parsed.has('device-auth') ? signInWithCode : signInWithBrowser;
    await signIn({ ...accounts, say, issuer: { ...(issuer && { issuer }), ...(clientId && { clientId }) } });
  } catch (error) {
    say(`Error logging in: ${(error as Error).message}`);
    return 1;
  }
  say('Successfully logged in');
  return 0;
}

async function signInWithKey(parsed: ParsedOptions): Promise<number> {
  const accounts = await openAccounts(parsed);
  say('Reading API key from stdin...');
  const key = (await text(process.stdin)).trim();
  if (key === '') {
    say('No API key provided via stdin.');
    return 1;
  }
  refuseEphemeral(accounts);
  await accounts.auth.loginWithApiKey(key, accounts.settings);
  say('API key saved. Authentication is checked when you send a request.');
  return 0;
}

function refuseEphemeral({ settings }: Accounts): void {
  if (settings.store === 'ephemeral') throw new Error('cli_auth_credentials_store is "ephemeral": nothing is stored');
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
