// The server on this machine to which the issuer sends the browser back. It listens on the loopback address only, takes
// one answer, and only with the state that this attempt gave out.
import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { failurePage, pageHeaders, successPage } from './callback-pages.ts';
import { askHttp } from './http.ts';

export interface CallbackOptions {
  /** Tried in this order. */
  readonly ports: readonly number[];
  readonly state: string;
  /** Where the browser goes afterwards; null: to a page of ours. */
  readonly successUrl: string | null;
  /** Makes tokens of the code. Throws Error with a sentence for people. */
  readonly finish: (code: string) => Promise<void>;
}

export interface CallbackServer {
  readonly port: number;
  /** Resolves when the sign-in has been finished; rejects with a sentence for people when it failed or was given up. */
  readonly done: Promise<void>;
  /** Gives up; without effect once it is done. */
  cancel(reason: string): void;
  /** Resolves when the browser has been shown how it ended, or does not ask. */
  closed(): Promise<void>;
}

const HOST = '127.0.0.1';
/** How long the browser may take to ask for the page that says how it went. */
const LAST_PAGE_MS = 5_000;

/** Throws Error when no port is free. */
export async function openCallbackServer(options: CallbackOptions): Promise<CallbackServer> {
  const { createServer } = await import('node:http');
  const callback = new Callback(options);
  const server = createServer((request, response) => callback.answer(request, response));
  const port = await listenOnOneOf(server, options.ports);
  callback.opened(server);
  return { port, done: callback.done, cancel: (reason) => callback.fail(reason), closed: () => callback.closed };
}

class Callback {
  readonly done: Promise<void>;
  readonly closed: Promise<void>;
  readonly #options: CallbackOptions;
  readonly #outcome = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();
  #server: Server | undefined;
  /** Set while a code is being used: there is only one. */
  #busy = false;

  constructor(options: CallbackOptions) {
    this.#options = options;
    this.done = this.#outcome.promise;
    this.closed = this.#gone.promise;
    this.done.then(
      () => this.#closeSoon(),
      () => this.#close(),
    );
  }

  opened(server: Server): void {
    this.#server = server;
  }

  fail(reason: string): void {
    this.#outcome.reject(new Error(reason));
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', `http://${HOST}`);
    const page = Object.hasOwn(this.#pages, url.pathname) ? this.#pages[url.pathname] : undefined;
    if (page && request.method === 'GET') page(response, url.searchParams);
    else say(response, 404, 'Not Found');
  }

  readonly #pages: Readonly<Record<string, (response: ServerResponse, query: URLSearchParams) => void>> = {
    '/auth/callback': (response, query) => void this.#takeAnswer(response, query),
    '/success': (response) => {
      response.once('close', () => this.#close());
      show(response, 200, successPage());
    },
    // Another process of this user that wants to sign in needs the port.
    '/cancel': (response) => {
      say(response, 200, 'Login cancelled');
      this.fail('Login cancelled');
    },
  };

  async #takeAnswer(response: ServerResponse, query: URLSearchParams): Promise<void> {
    if (!isSame(query.get('state') ?? '', this.#options.state)) return say(response, 400, 'State mismatch');
    if (this.#busy) return say(response, 400, 'This sign-in is being finished already');
    this.#busy = true;
    try {
      await this.#options.finish(codeIn(query));
      response.writeHead(302, {
        ...pageHeaders,
        connection: 'close',
        location: this.#options.successUrl ?? '/success',
      });
      response.end();
      this.#outcome.resolve();
    } catch (error) {
      const { message } = error as Error;
      response.once('close', () => this.fail(message));
      show(response, 200, failurePage(message));
    }
  }

  #closeSoon(): void {
    if (this.#options.successUrl !== null) this.#close();
    else setTimeout(() => this.#close(), LAST_PAGE_MS).unref();
  }

  #close(): void {
    this.#server?.close();
    this.#server?.closeIdleConnections();
    this.#gone.resolve();
  }
}

/** Throws Error with what the issuer said, when it gave no code. */
function codeIn(query: URLSearchParams): string {
  const error = query.get('error');
  if (error !== null) throw new Error(refusal(error, query.get('error_description') ?? ''));
  const code = query.get('code');
  if (!code) throw new Error('Missing authorization code. Sign-in could not be completed.');
  return code;
}

function refusal(error: string, description: string): string {
  if (error === 'access_denied' && description.toLowerCase().includes('missing_codex_entitlement')) {
    return 'Codex is not enabled for your workspace. Contact your workspace administrator to request access to Codex.';
  }
  return `Sign-in failed: ${description.trim() === '' ? error : description}`;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(text);
}

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { ...pageHeaders, connection: 'close' }).end(html);
}

const ATTEMPTS = 10;
const PAUSE_MS = 200;

async function listenOnOneOf(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    if (await listenOn(server, port)) return (server.address() as AddressInfo).port;
  }
  throw new Error(`Port ${HOST}:${ports.at(-1)} is already in use`);
}

/** False: somebody has the port and keeps it. Another sign-in that waits there is asked to give it up. */
async function listenOn(server: Server, port: number): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (await mayListen(server, port)) return true;
    if (attempt === 1) await askToCancel(port);
    await delay(PAUSE_MS);
  }
  return false;
}

async function mayListen(server: Server, port: number): Promise<boolean> {
  try {
    server.listen(port, HOST);
    await once(server, 'listening');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

async function askToCancel(port: number): Promise<void> {
  await askHttp({ method: 'GET', url: `http://${HOST}:${port}/cancel`, timeoutMs: 2_000 }).catch(() => {});
}
