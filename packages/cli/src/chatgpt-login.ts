// Signing in with ChatGPT at a terminal: with a browser on this machine, or with a code that is entered on another one.
import { setTimeout as delay } from 'node:timers/promises';
import type { Provenance } from '@codex/engine/auth/auth-json.ts';
import type { LoginWishes } from '@codex/engine/auth/auth-store.ts';
import type { Accounts } from './accounts.ts';
import { openBrowser } from './browser.ts';

/** As the issuer knows this program. */
const ORIGINATOR = 'codex_cli_rs';
/** How long the last page may take to be fetched once the user is signed in. */
const LAST_PAGE_MS = 2_000;

export interface ChatgptLogin extends Accounts {
  readonly issuer: Partial<Provenance>;
  readonly say: (text: string) => void;
}

/** Throws Error with a sentence for people. */
export async function signInWithBrowser(login: ChatgptLogin): Promise<void> {
  const { auth, say } = login;
  const { startBrowserLogin } = await import('@codex/engine/auth/browser-login.ts');
  const attempt = await startBrowserLogin(auth.browserLogin({ ...wishes(login), successUrl: null }));
  say(
    `Starting local login server on http://localhost:${attempt.port}.\nIf your browser did not open, navigate to this URL to authenticate:\n\n${attempt.authUrl}\n\nOn a remote or headless machine? Use \`codex login --device-auth\` instead.`,
  );
  openBrowser(attempt.authUrl, process.env);
  await attempt.done;
  await Promise.race([attempt.closed(), delay(LAST_PAGE_MS)]);
}

/** Throws Error with a sentence for people. */
export async function signInWithCode(login: ChatgptLogin): Promise<void> {
  const { auth, say } = login;
  const { startDeviceLogin } = await import('@codex/engine/auth/device-login.ts');
  const device = await startDeviceLogin(auth.deviceLogin(wishes(login)));
  say(
    `To sign in with ChatGPT:\n\n1. Open this page in any browser and sign in:\n   ${device.verificationUrl}\n\n2. Enter this code there. It is good for 15 minutes:\n   ${device.userCode}\n\nWhoever enters the code signs you in: give it to nobody, and enter none that you were sent.`,
  );
  await device.finish(new AbortController().signal);
}

function wishes({ settings, issuer }: ChatgptLogin): LoginWishes {
  return { originator: ORIGINATOR, settings, issuer };
}
