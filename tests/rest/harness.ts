// A web server process on a scripted model, in throw-away directories: started, killed and started again by tests.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTestHome, type TestHome, type TestHomeOptions } from '@codex/testkit/codex-home.ts';
import { type MockAnswer, type MockModel, startMockModel } from '@codex/testkit/mock-model-server.ts';
import { onTestFinished } from 'vitest';
import { RestClient } from './client.ts';

export const token = 'token-of-the-test';
const entry = join(import.meta.dirname, 'web-server-process.ts');

export interface LaunchOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface ServerProcess {
  readonly client: RestClient;
  readonly child: ChildProcess;
  /** All it has printed so far. */
  output(): string;
  /** Returns the exit status; null after a signal that it did not handle. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a server on a free port. */
export async function launchServer(home: TestHome, options: LaunchOptions = {}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [entry, '--port', '0', ...(options.args ?? [])], {
    cwd: home.cwd,
    env: { ...process.env, CODEX_HOME: home.home, HOME: home.home, CODEX_AUTH_TOKEN: token, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const url = await listeningUrl(child);
  return {
    client: new RestClient(url, options.env?.CODEX_AUTH_TOKEN ?? token),
    child,
    output: () => output,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}

export async function listeningUrl(server: ChildProcess): Promise<string> {
  if (!server.stdout || !server.stderr) throw new Error('the server has no output');
  let output = '';
  return new Promise((resolve, reject) => {
    const look = (data: Buffer) => {
      output += data;
      const url = /listening on (https?:\S+)/.exec(output)?.[1];
      if (url) resolve(url);
    };
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', look);
    server.once('exit', () => reject(new Error(`the server ended before it listened: ${output}`)));
  });
}

export interface Site {
  readonly model: MockModel;
  readonly home: TestHome;
  /** Starts the server; a second call after `kill` or `stop` continues on the same state. */
  start(options?: LaunchOptions): Promise<RestClient>;
  /** What runs now. */
  running(): ServerProcess;
  kill(): Promise<void>;
  /** SIGTERM. Returns the exit status. */
  stop(): Promise<number | null>;
}

/** Everything is stopped and removed when the running test is over. */
export async function createSite(answers: readonly MockAnswer[], options: TestHomeOptions = {}): Promise<Site> {
  const model = await startMockModel(...answers);
  const home = await createTestHome(model.baseUrl, options);
  let server: ServerProcess | undefined;
  const end = async (signal: NodeJS.Signals) => {
    const running = server;
    server = undefined;
    return (await running?.end(signal)) ?? null;
  };
  onTestFinished(async () => {
    await end('SIGKILL');
    await model.close();
    await home.remove();
  });
  return {
    model,
    home,
    async start(launch) {
      server = await launchServer(home, launch);
      return server.client;
    },
    running() {
      if (!server) throw new Error('no server runs');
      return server;
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
