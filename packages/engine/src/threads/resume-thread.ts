// thread/resume: joins a thread in memory, or loads it from its rollout so that the next turn goes on where it ended.
import type { ThreadResumeParams, ThreadResumeResponse } from '@codex/protocol/thread/resume.ts';
import type { ClientIdentity, ThreadStore } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import type { StoredTurn } from '../rollouts/turns.ts';
import { beginFromHistory } from './begin-from-history.ts';
import { lastUsage } from './last-usage.ts';
import { loadThread } from './load-thread.ts';
import { namedThread, rolloutOf } from './named-thread.ts';
import { notMaterialised } from './read-threads.ts';
import { settingsResponse } from './start-response.ts';
import { shownThread } from './stored-thread.ts';
import { endCursors, pageOfTurns, readLastTurn, readTurns, withLastTurn } from './stored-turns.ts';
import type { Thread } from './thread.ts';
import { lastTurn } from './thread-state.ts';
import type { World } from './world.ts';

export async function resumeThread(
  world: World,
  params: ThreadResumeParams,
  client: ClientIdentity,
): ReturnType<ThreadStore['resume']> {
  const wasLoaded = params.path == null && world.loaded.find(params.threadId) !== undefined;
  const thread = params.history
    ? await beginFromHistory(world, params, client)
    : await joinOrLoad(world, params, client);
  const turns = await storedTurns(world, thread, params);
  return {
    thread: thread.forClients,
    /** Taken when it is read, which must be when the thread is followed: then nothing is missed, nothing told twice. */
    get response() {
      return resumeResponse(world, thread, params, withLastTurn(turns, lastTurn(thread.state)));
    },
    begin(newcomer) {
      const message = params.excludeTurns && wasLoaded ? null : lastUsage(thread);
      if (message) newcomer?.push({ audience: 'followers', message });
      tellGoal(thread);
      queueMicrotask(() => thread.scheduler.startNext());
    },
  };
}

/** Two that resume a thread at once load it once. */
async function joinOrLoad(world: World, params: ThreadResumeParams, client: ClientIdentity): Promise<Thread> {
  const { loaded } = world;
  const named = namedThread(world, params);
  const live = loaded.find(named.id) ?? loaded.loading(named.id);
  if (live) return joined(await live, named.path);
  const load = loadThread(world, { file: rolloutOf(world, named), wishes: params, client });
  const thread = await loaded.keepLoading(named.id, load);
  thread.announceStatus({ type: 'idle' });
  return thread;
}

/** A thread in memory keeps its settings; only a file that is another one is a mistake. */
function joined(thread: Thread, asked: string | null): Thread {
  const { path: active } = thread.state.thread;
  if (thread.state.thread.ephemeral) throw invalidRequest(`no rollout found for thread id ${thread.id}`);
  if (asked === null || asked === active) return thread;
  throw invalidRequest(
    `cannot resume running thread ${thread.id} with stale path: requested \`${asked}\`, active \`${active}\``,
  );
}

function resumeResponse(
  world: World,
  thread: Thread,
  params: ThreadResumeParams,
  turns: readonly StoredTurn[],
): ThreadResumeResponse {
  const { settings, context } = thread;
  const page = params.initialTurnsPage;
  return {
    thread: { ...shownThread(world, thread), turns: params.excludeTurns ? [] : turns.map(({ turn }) => turn) },
    ...settingsResponse(settings, context.instructionSources),
    collaborationMode: settings.collaborationMode,
    initialTurnsPage: page ? pageOfTurns(thread.id, turns, page) : null,
    ...endCursors(thread.id, thread.state.thread.historyMode === 'legacy' ? [] : turns),
  };
}

async function storedTurns(world: World, thread: Thread, params: ThreadResumeParams): Promise<StoredTurn[]> {
  const { path: file } = thread.state.thread;
  const isWhole = !params.excludeTurns || params.initialTurnsPage != null || lastTurn(thread.state).length > 1;
  const read = isWhole ? readTurns : readLastTurn;
  if (file && thread.materialised) return read(file, baseLocator(world.options.codexHome));
  if (params.excludeTurns) return [];
  throw notMaterialised();
}

function tellGoal(thread: Thread): void {
  if (thread.goals.goal) thread.goals.announce();
  else thread.announce({ method: 'thread/goal/cleared', params: { threadId: thread.id } });
}
