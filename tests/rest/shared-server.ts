// One server on a scripted model for all tests of a file, and conversations with it.
import { createTestHome } from '@codex/testkit/codex-home.ts';
import { message } from '@codex/testkit/ev.ts';
import { type MockModel, reply, startMockModel } from '@codex/testkit/mock-model-server.ts';
import { afterAll, beforeAll } from 'vitest';
import type { RestClient } from './client.ts';
import { launchServer } from './harness.ts';

export interface SharedServer {
  readonly model: MockModel;
  readonly client: RestClient;
  /** CODEX_HOME. */
  readonly home: string;
  readonly cwd: string;
  /** A thread with so many finished turns, and their ids. */
  talk(turns: number): Promise<{ threadId: string; path: string; turnIds: string[] }>;
}

/** Call at the top of a file; what it returns may be used within tests. */
export function shareServer(): SharedServer {
  const shared = { talk: (turns: number) => talk(shared, turns) } as {
    -readonly [K in keyof SharedServer]: SharedServer[K];
  };
  let stop = async () => {};
  beforeAll(async () => {
    const model = await startMockModel();
    const home = await createTestHome(model.baseUrl, {});
    const server = await launchServer(home);
    Object.assign(shared, { model, client: server.client, home: home.home, cwd: home.cwd });
    stop = async () => {
      await server.end('SIGTERM');
      await model.close();
      await home.remove();
    };
  });
  afterAll(() => stop());
  return shared;
}

async function talk({ client, model, cwd }: SharedServer, turns: number) {
  const threadId = await client.thread({ cwd });
  const stream = await client.events(threadId);
  const turnIds: string[] = [];
  for (let n = 0; n < turns; n += 1) {
    model.enqueue(reply(message(`answer ${n}`)));
    const turnId = await client.turn(threadId, `question ${n}`);
    await stream.until(({ event, data }) => event === 'turn/completed' && data.turn_id === turnId);
    turnIds.push(turnId);
  }
  await stream.close();
  return { threadId, path: `/api/v2/threads/${threadId}`, turnIds };
}
