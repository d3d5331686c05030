// A web server process on a scripted model, in throw-away directories: started, killed and started again by tests.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createTestHome, type TestHome, type TestHomeOptions } from '@codex/testkit/codex-home.ts';
import { type MockAnswer, type MockModel, startMockModel } from '@codex/testkit/mock-model-server.ts';
import { onTestFinished } from 'vitest';
import { RestClient } from './client.ts';

export const token = 'token-of-the-test';
const entry = join(import.meta.dirname, 'web-server-process.ts');

export interface Site {
  readonly model: MockModel;
  readonly home: TestHome;
  /** Starts the server; a second call after `kill` or `stop` continues on the same state. */
  start(): Promise<RestClient>;
  kill(): Promise<void>;
  /** SIGTERM. Returns the exit status. */
  stop(): Promise<number | null>;
}

/** Everything is stopped and removed when the running test is over. */
export async function createSite(answers: readonly MockAnswer[], options: TestHomeOptions = {}): Promise<Site> {
  const model = await startMockModel(...answers);
  const home = await createTestHome(model.baseUrl, options);
  let server: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals) => {
    const running = server;
    server = undefined;
    if (!running || running.exitCode !== null) return running?.exitCode ?? null;
    running.kill(signal);
    await once(running, 'exit');
    return running.exitCode;
  };
  onTestFinished(async () => {
    await end('SIGKILL');
    await model.close();
    await home.remove();
  });
  return {
    model,
    home,
    async start() {
      server = spawn(process.execPath, [entry, '--port', '0'], {
        cwd: home.cwd,
        env: { ...process.env, CODEX_HOME: home.home, HOME: home.home, CODEX_AUTH_TOKEN: token },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      return new RestClient(await listeningUrl(server), token);
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

export async function listeningUrl(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('the server has no standard output');
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /listening on (http:\S+)/.exec(line)?.[1];
    if (!url) continue;
    server.stdout.resume();
    return url;
  }
  throw new Error('the server ended before it listened');
}
