// Loads a stored thread: takes its lock, reads its rollout.
import { logger } from '@codex/telemetry/logger.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { unpack } from '../rollouts/packed.ts';
import { threadIdOf } from '../rollouts/paths.ts';
import { RolloutRecorder } from '../rollouts/recorder.ts';
import { type ResumeState, resumeState } from '../rollouts/resume-state.ts';
import { readThreadRow } from '../rollouts/row-reader.ts';
import { type ThreadRow, threadFromRow } from '../rollouts/thread-row.ts';
import { WriterLock } from '../rollouts/writer-lock.ts';
import { type RestoreRequest, restoreThread } from './restore-thread.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

export interface LoadRequest extends RestoreRequest {
  readonly file: string;
}

/**
 * Throws EngineError when `file` is no rollout, its settings cannot be used any more, or somebody else writes to it.
 * The lock of the thread is taken meanwhile.
 */
export async function loadThread(world: World, request: LoadRequest): Promise<Thread> {
  const id = threadIdOf(request.file) ?? '';
  const lock = new WriterLock(world.options.codexHome, id, logger.warn);
  const locked = lock.acquire().then(() => unpack(request.file));
  // It is waited for last; until then nobody looks at its refusal.
  locked.catch(() => {});
  try {
    const stored = await readStored(world, request.file);
    const recorder = RolloutRecorder.resume(request.file, stored.state.meta, { lock });
    const name = (await world.index()).nameOf(stored.row.id);
    const thread = threadFromRow({ ...stored.row, name });
    return await restoreThread(world, request, { thread, state: stored.state, recorder, mayWrite: locked });
  } catch (error) {
    await locked.catch(() => {});
    await lock.release();
    throw refusalOf(error, request.file);
  }
}

/** What stands in a damaged file where something else belongs is no fault of whoever asks for it. */
function refusalOf(error: unknown, file: string): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError('internal', `the conversation in ${file} cannot be used: ${String(error)}`);
}

interface Stored {
  readonly row: ThreadRow;
  readonly state: ResumeState;
}

async function readStored(world: World, file: string): Promise<Stored> {
  const locate = baseLocator(world.options.codexHome);
  const row = readThreadRow(file, false, locate)?.row;
  let damaged = 0;
  const onDamaged = () => {
    damaged += 1;
  };
  const state = row && (await resumeState(file, locate, { onDamaged }));
  if (damaged > 0) logger.warn(`left out ${damaged} damaged lines of ${file}`);
  if (!row || !state) throw invalidRequest(`no rollout found for thread id ${threadIdOf(file) ?? file}`);
  return { row, state: { ...state, meta: { ...state.meta, cwd: row.cwd || world.options.cwd } } };
}
