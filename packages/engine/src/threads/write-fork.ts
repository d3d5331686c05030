// Writes the file of a fork: where it begins, and for legacy threads a copy of what came before.

import { randomUUIDv7 } from 'node:crypto';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { turnAbortedMessage } from '../context/turn-aborted.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { baseAt, type Cut } from '../rollouts/cut.ts';
import { rolloutPath } from '../rollouts/paths.ts';
import { readMeta } from '../rollouts/reader.ts';
import { RolloutRecorder } from '../rollouts/recorder.ts';
import { responseItem, threadSettingsApplied } from '../rollouts/records.ts';
import { withRollout } from '../rollouts/rollout-bytes.ts';
import type { SessionMeta } from '../rollouts/rollout-line.ts';
import type { ForkSource } from './fork-thread.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

/** `finish` adds what the fork's own settings are, and the end of a turn that the cut left open. */
export async function writeFork(
  world: World,
  source: ForkSource,
  cut: Cut | null,
  id: string,
): Promise<{ file: string; finish(thread: Thread): void }> {
  const parent = (await readMeta(source.file))?.line.payload as SessionMeta | undefined;
  if (!parent) throw invalidRequest(`no rollout found for thread id ${source.threadId}`);
  const now = new Date();
  const file = rolloutPath(world.options.codexHome, id, now);
  const isLegacy = parent.history_mode !== 'paginated';
  const meta = forkMeta(world, source, parent, { id, createdAt: now, cut: isLegacy ? null : cut });
  try {
    if (isLegacy) copyHistory(file, meta, cut);
    else await writeHead(file, meta);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError('internal', `cannot write the conversation to ${file}: ${(error as Error).message}`);
  }
  return { file, finish: (thread) => thread.record(closingRecords(thread, cut)) };
}

function forkMeta(
  world: World,
  { threadId, params, client }: ForkSource,
  parent: SessionMeta,
  { id, createdAt, cut }: { id: string; createdAt: Date; cut: Cut | null },
): SessionMeta {
  const base = cut && baseAt(cut);
  const { forked_from_id, forked_from_ordinal_exclusive, history_base, attached_thread, parent_thread_id, ...kept } =
    parent;
  const head = { session_id: id, id, forked_from_id: threadId };
  return {
    ...kept,
    ...head,
    ...(params.attachToSource && { attached_thread: true }),
    ...(base && { forked_from_ordinal_exclusive: base.end_ordinal_exclusive, history_base: base }),
    timestamp: createdAt.toISOString(),
    originator: client.name,
    cli_version: world.options.version,
    ...(params.threadSource && { thread_source: params.threadSource }),
    context_window: { window_id: randomUUIDv7() },
  };
}

async function writeHead(file: string, meta: SessionMeta): Promise<void> {
  const recorder = RolloutRecorder.create(file, meta);
  recorder.materialise();
  await recorder.close();
}

/** The first line is that of the fork; the one of its source follows with everything else. */
function copyHistory(file: string, meta: SessionMeta, cut: Cut | null): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const line = { timestamp: meta.timestamp, type: 'session_meta', payload: meta };
  writeFileSync(file, `${JSON.stringify(line)}\n`, { flag: 'wx', mode: 0o600 });
  if (cut) appendFileSync(file, bytesBefore(cut));
}

function bytesBefore(cut: Cut): Buffer {
  const bytes = withRollout(cut.file, (source) => source.at(0, cut.endOffset));
  if (bytes?.length !== cut.endOffset) throw new EngineError('internal', `cannot read the conversation in ${cut.file}`);
  return bytes;
}

function closingRecords(thread: Thread, cut: Cut | null) {
  const settings = threadSettingsApplied(thread.id, thread.settings);
  if (!cut?.openTurn) return [settings];
  const { id: turnId, startedAt } = cut.openTurn;
  // When it would have ended is not known: in its own thread it may still run.
  const aborted = { type: 'turn_aborted', root_turn_id: turnId, turn_id: turnId, reason: 'interrupted' };
  const end = {
    type: 'event_msg' as const,
    payload: { ...aborted, ...(startedAt !== null && { started_at: startedAt }) },
  };
  return [settings, responseItem(turnAbortedMessage(), thread.runtime.historySequence.next()), end];
}
