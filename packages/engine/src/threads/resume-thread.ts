// thread/resume: joins a thread in memory, or loads it from its rollout so that the next turn goes on where it ended.
import path from 'node:path';
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { ThreadResumeParams, ThreadResumeResponse } from '@codex/protocol/thread/resume.ts';
import type { ClientIdentity, ThreadStore } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { effectiveContextWindow } from '../models/catalog.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { findRollout } from '../rollouts/paths.ts';
import { threadIdOf } from '../rollouts/row-reader.ts';
import type { StoredTurn } from '../rollouts/turns.ts';
import { beginFromHistory } from './begin-from-history.ts';
import { loadThread } from './load-thread.ts';
import { notMaterialised } from './read-threads.ts';
import { settingsResponse } from './start-response.ts';
import { shownThread } from './stored-thread.ts';
import { endCursors, pageOfTurns, readTurns, withLastTurn } from './stored-turns.ts';
import type { Thread } from './thread.ts';
import { parseThreadId } from './thread-id.ts';
import { lastTurn } from './thread-state.ts';
import type { World } from './world.ts';

export interface Threads {
  readonly loaded: Map<string, Thread>;
  /** Threads that are being loaded, so that two resumes load once. */
  readonly loading: Map<string, Promise<Thread>>;
}

export async function resumeThread(
  world: World,
  threads: Threads,
  params: ThreadResumeParams,
  client: ClientIdentity,
): ReturnType<ThreadStore['resume']> {
  const wasLoaded = params.path == null && threads.loaded.has(params.threadId);
  const thread = params.history
    ? await beginFromHistory(world, threads.loaded, params, client)
    : await joinOrLoad(world, threads, params, client);
  const turns = await storedTurns(world, thread, params);
  return {
    thread,
    /** Taken when it is read, which must be when the thread is followed: then nothing is missed, nothing told twice. */
    get response() {
      return resumeResponse(world, thread, params, withLastTurn(turns, lastTurn(thread.state)));
    },
    begin(newcomer) {
      const message = params.excludeTurns && wasLoaded ? null : lastUsage(thread);
      if (message) newcomer?.push({ audience: 'followers', message });
      tellGoal(thread);
      queueMicrotask(() => thread.drive.goOn());
    },
  };
}

async function joinOrLoad(
  world: World,
  { loaded, loading }: Threads,
  params: ThreadResumeParams,
  client: ClientIdentity,
): Promise<Thread> {
  const asked = params.path ? path.resolve(world.options.cwd, params.path) : null;
  const id = (asked && threadIdOf(asked)) ?? parseThreadId(params.threadId, 'session');
  const live = loaded.get(id) ?? (await loading.get(id));
  if (live) return joined(live, asked);
  const file = asked ?? findRollout(world.options.codexHome, id);
  if (!file) throw invalidRequest(`no rollout found for thread id ${id}`);
  const load = loadThread(world, { file, wishes: params, client });
  loading.set(id, load);
  try {
    const thread = await load;
    loaded.set(thread.id, thread);
    thread.announceStatus({ type: 'idle' });
    return thread;
  } finally {
    loading.delete(id);
  }
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
    ...endCursors(thread.id, turns),
  };
}

async function storedTurns(world: World, thread: Thread, params: ThreadResumeParams): Promise<StoredTurn[]> {
  const { path: file } = thread.state.thread;
  if (file && thread.materialised) return readTurns(file, baseLocator(world.options.codexHome));
  if (params.excludeTurns) return [];
  throw notMaterialised();
}

function tellGoal(thread: Thread): void {
  if (thread.goals.goal) thread.goals.announce();
  else thread.announce({ method: 'thread/goal/cleared', params: { threadId: thread.id } });
}

/** For somebody who was not there when it was announced. */
export function lastUsage({ id, state, settings, runtime }: Thread): ServerNotification | null {
  const { usage, usageTurnId } = state;
  if (!usage || usageTurnId === null) return null;
  const modelContextWindow = effectiveContextWindow(runtime.modelInfo(settings.model));
  const tokenUsage = { total: usage.total, last: usage.last, modelContextWindow };
  const params = { threadId: id, turnId: usageTurnId, tokenUsage };
  return { method: 'thread/tokenUsage/updated', params, emittedAtMs: Date.now() };
}
