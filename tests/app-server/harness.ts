// An app-server process from the sources, on a scripted model and throw-away directories, and a client that reads every
// line of it. Everything is stopped and removed when the running test is over.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { LineSplitter } from '@codex/rpc/lines.ts';
import { createTestHome, type TestHome, type TestHomeOptions } from '@codex/testkit/codex-home.ts';
import { type MockAnswer, type MockModel, startMockModel } from '@codex/testkit/mock-model-server.ts';
import { onTestFinished } from 'vitest';

export const entry = join(import.meta.dirname, '../../packages/cli/src/codex.ts');

export interface Site {
  readonly model: MockModel;
  readonly home: TestHome;
}

export async function createSite(answers: readonly MockAnswer[] = [], options: TestHomeOptions = {}): Promise<Site> {
  const model = await startMockModel(...answers);
  const home = await createTestHome(model.baseUrl, options);
  onTestFinished(async () => {
    await model.close();
    await home.remove();
  });
  return { model, home };
}

/** A model that accepts a request and never says anything. */
export function silence(): MockAnswer {
  return {
    events: (async function* () {
      await new Promise(() => {});
      yield { type: 'never' };
    })(),
  };
}

export function serverEnv(site: Site): NodeJS.ProcessEnv {
  return { ...process.env, CODEX_HOME: site.home.home, HOME: site.home.home, TERM: 'dumb', TERM_PROGRAM: '' };
}

export function spawnServer(site: Site, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, [entry, 'app-server', ...args], {
    cwd: site.home.cwd,
    env: { ...serverEnv(site), ...env },
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** A message of the server, as loosely as a test needs it. */
export interface Received {
  readonly id?: number | string;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into what they expect, and fail where it is not there
  readonly params?: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
  readonly emittedAtMs?: number;
}

export const clientInfo = { name: 'tester', title: null, version: '1.2.3' };

/** One client: everything it was sent, in order, and ways to wait for more. */
export class Client {
  readonly received: Received[] = [];
  readonly #write: (text: string) => void;
  #wake: (() => void)[] = [];
  #nextId = 1;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  take(text: string): void {
    this.received.push(JSON.parse(text) as Received);
    for (const wake of this.#wake.splice(0)) wake();
  }

  send(message: unknown): void {
    this.#write(JSON.stringify(message));
  }

  /** The first message, received or to come, that fits. */
  async find(fits: (message: Received) => boolean): Promise<Received> {
    for (;;) {
      const found = this.received.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  notification(method: string, fits: (message: Received) => boolean = () => true): Promise<Received> {
    return this.find((message) => message.method === method && message.id === undefined && fits(message));
  }

  ask(method: string): Promise<Received> {
    return this.find((message) => message.method === method && message.id !== undefined);
  }

  async request(method: string, params?: unknown): Promise<Received> {
    const id = this.#nextId++;
    this.send({ id, method, params });
    return this.find((message) => message.method === undefined && message.id === id);
  }

  async initialize(capabilities: unknown = { experimentalApi: true }): Promise<Received> {
    const answer = await this.request('initialize', { clientInfo, capabilities });
    this.send({ method: 'initialized' });
    return answer;
  }

  /** Starts a thread and returns its id. */
  async thread(params: Record<string, unknown> = {}): Promise<string> {
    const { result, error } = await this.request('thread/start', params);
    if (error) throw new Error(error.message);
    return result.thread.id;
  }

  turn(threadId: string, text: string): Promise<Received> {
    return this.request('turn/start', { threadId, input: [{ type: 'text', text }] });
  }

  methods(): string[] {
    return this.received.map((message) => message.method ?? `response ${message.id}`);
  }
}

/** A client on the stdin and stdout of a server. What the server wrote of a line when it was killed is no message. */
export function stdioClient(child: ChildProcess): Client {
  const client = new Client((text) => child.stdin?.write(`${text}\n`));
  const lines = new LineSplitter(Number.POSITIVE_INFINITY);
  child.stdout?.on('data', (chunk: Buffer) => {
    for (const line of lines.push(chunk)) client.take(line);
  });
  return client;
}

export async function exitOf(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { code: child.exitCode, signal: child.signalCode };
}

export async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}
