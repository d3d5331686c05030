// Questions to the ChatGPT service about the account that is signed in. Tokens that the service refuses are renewed, and
// the question asked once more.
import type { LoginSettings } from '../../config/config.ts';
import { EngineError, invalidRequest } from '../../errors.ts';
import type { AuthStore } from '../auth-store.ts';
import { accountHeaders, type TokenCredentials } from '../credentials.ts';
import { hide } from '../hide.ts';
import { askHttp, type HttpAnswer, isSuccess, objectIn } from '../http.ts';

export interface BackendOptions {
  readonly auth: AuthStore;
  readonly settings: LoginSettings;
  /** `chatgpt_base_url` */
  readonly baseUrl: string;
  readonly userAgent: string;
}

export interface Question {
  readonly method: 'GET' | 'POST';
  /** Below the place where the service has all that is about coding, such as `/usage`. */
  readonly path: string;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

/** An answer that is no success. */
export class BackendRefusal extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'BackendRefusal';
    this.status = status;
  }
}

export class Backend {
  readonly #options: BackendOptions;
  readonly #base: string;
  #credentials: TokenCredentials;

  constructor(options: BackendOptions, credentials: TokenCredentials) {
    this.#options = options;
    this.#base = placeOf(options.baseUrl);
    this.#credentials = credentials;
  }

  /** Whose tokens are in use. */
  get credentials(): TokenCredentials {
    return this.#credentials;
  }

  /** The answer as an object. Throws BackendRefusal, or Error. */
  async ask(question: Question): Promise<Record<string, unknown>> {
    const answer = await this.#send(question);
    if (isSuccess(answer)) return objectIn(answer);
    const { statusLine, contentType, text, status } = answer;
    const where = `${question.method} ${this.#base}${question.path}`;
    const body = hide(text, this.#credentials.accessToken);
    throw new BackendRefusal(`${where} failed: ${statusLine}; content-type=${contentType}; body=${body}`, status);
  }

  async #send(question: Question): Promise<HttpAnswer> {
    const answer = await this.#post(question);
    if (answer.status !== 401) return answer;
    const { auth, settings } = this.#options;
    const renewed = await auth.recover(this.#credentials, settings).catch(() => null);
    if (!renewed || renewed.kind === 'apikey') return answer;
    this.#credentials = renewed;
    return this.#post(question);
  }

  #post({ method, path, body, timeoutMs }: Question): Promise<HttpAnswer> {
    const headers = {
      'user-agent': this.#options.userAgent,
      authorization: `Bearer ${this.#credentials.accessToken}`,
      ...accountHeaders(this.#credentials),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    return askHttp({
      method,
      url: `${this.#base}${path}`,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  }
}

/** Throws EngineError when nobody is signed in who has an account: `<what kind of> authentication required <purpose>`. */
export async function openBackend(options: BackendOptions, purpose: string): Promise<Backend> {
  const credentials = await options.auth.fresh(options.settings).catch((error: Error) => {
    throw invalidRequest(error.message);
  });
  if (!credentials) throw invalidRequest(`codex account authentication required ${purpose}`);
  if (credentials.kind === 'apikey') throw invalidRequest(`chatgpt authentication required ${purpose}`);
  return new Backend(options, credentials);
}

/** What went wrong between us and the service, told as `<what>: …`. */
export function backendError(what: string, cause: unknown): EngineError {
  return new EngineError('internal', `${what}: ${(cause as Error).message}`);
}

/** The service behind chatgpt.com has another layout than one of its own. */
function placeOf(baseUrl: string): string {
  const base = baseUrl.replace(/\/+$/, '');
  const isBare = /^https:\/\/(chatgpt\.com|chat\.openai\.com)/.test(base) && !base.includes('/backend-api');
  const complete = isBare ? `${base}/backend-api` : base;
  return complete.includes('/backend-api') ? `${complete}/wham` : `${complete}/api/codex`;
}
