// The sign-in that is under way, of which there is one at most: a new one takes the place of the former. How each ends is
// told once.
import { randomUUID } from 'node:crypto';
import { type BrowserLogin, type BrowserLoginRequest, type LoginRequest, startBrowserLogin } from './browser-login.ts';
import { startDeviceLogin } from './device-login.ts';

export interface LoginOutcome {
  readonly loginId: string;
  /** null: the user is signed in. */
  readonly error: string | null;
}

type Tell = (outcome: LoginOutcome) => void;

interface Attempt {
  readonly loginId: string;
  cancel(reason: string): void;
}

const PATIENCE_MS = 10 * 60 * 1000;
const GIVEN_UP = 'Login was not completed';

export class LoginAttempts {
  #active: Attempt | undefined;

  /** Throws Error when no port is free. `tell` is never called before this resolves. */
  async startBrowser(request: BrowserLoginRequest, tell: Tell) {
    // Its port is wanted.
    this.replace();
    const login = await startBrowserLogin(request);
    const loginId = this.#begin({ cancel: login.cancel }, inTime(login), tell);
    return { loginId, authUrl: login.authUrl };
  }

  /** Throws NoDeviceCodes, or Error. `tell` is never called before this resolves. */
  async startDevice(request: LoginRequest, tell: Tell) {
    const { verificationUrl, userCode, finish } = await startDeviceLogin(request);
    const controller = new AbortController();
    const cancel = (reason: string) => controller.abort(new Error(reason));
    const done = finish(controller.signal).catch((error: Error) => {
      controller.signal.throwIfAborted();
      throw error;
    });
    return { loginId: this.#begin({ cancel }, done, tell), verificationUrl, userCode };
  }

  /** False: no such sign-in is under way. */
  cancel(loginId: string): boolean {
    if (this.#active?.loginId !== loginId) return false;
    this.#active.cancel(GIVEN_UP);
    this.#active = undefined;
    return true;
  }

  /** Gives up what is under way: somebody signs in another way, signs out, or the server ends. */
  replace(): void {
    this.#active?.cancel('Login cancelled');
    this.#active = undefined;
  }

  #begin({ cancel }: Pick<Attempt, 'cancel'>, done: Promise<void>, tell: Tell): string {
    this.replace();
    const loginId = randomUUID();
    this.#active = { loginId, cancel };
    const end = (error: string | null) => {
      if (this.#active?.loginId === loginId) this.#active = undefined;
      setImmediate(() => tell({ loginId, error }));
    };
    done.then(
      () => end(null),
      (error: Error) => end(error.message),
    );
    return loginId;
  }
}

/** How the sign-in ends, or that nobody went on with it. */
function inTime(login: BrowserLogin): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    reject(new Error('Login timed out'));
    login.cancel('Login timed out');
  }, PATIENCE_MS);
  timer.unref();
  login.done.then(resolve, (error: Error) => reject(new Error(`Login server error: ${error.message}`)));
  return promise.finally(() => clearTimeout(timer));
}
