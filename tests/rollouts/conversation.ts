// A small conversation as a turn loop would record it, in a throw-away CODEX_HOME.
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tokenCount } from '@codex/engine/rollouts/token-count.ts';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { HistorySequence } from '../../packages/engine/src/rollouts/history-sequence.ts';
import { sessionMeta } from '../../packages/engine/src/rollouts/meta.ts';
import { rolloutPath } from '../../packages/engine/src/rollouts/paths.ts';
import { RolloutRecorder } from '../../packages/engine/src/rollouts/recorder.ts';
import * as records from '../../packages/engine/src/rollouts/records.ts';
import type { RolloutItem, SessionMeta } from '../../packages/engine/src/rollouts/rollout-line.ts';

const noLimits = { limitName: null, primary: null, secondary: null, credits: null };

export interface Home {
  readonly codexHome: string;
  readonly cwd: string;
  remove(): void;
}

export function makeHome(): Home {
  const root = mkdtempSync(path.join(tmpdir(), 'rollouts-'));
  const codexHome = path.join(root, 'home');
  const cwd = path.join(root, 'work');
  mkdirSync(codexHome);
  mkdirSync(cwd);
  return { codexHome, cwd, remove: () => rmSync(root, { recursive: true, force: true }) };
}

export interface Thread {
  readonly id: string;
  readonly meta: SessionMeta;
  readonly recorder: RolloutRecorder;
}

export interface ThreadOptions {
  readonly createdAt?: Date;
  readonly meta?: Partial<Parameters<typeof sessionMeta>[0]>;
}

/** A thread that has no file yet. */
export function newThread(home: Home, options: ThreadOptions = {}): Thread {
  const id = options.meta?.threadId ?? randomUUID();
  const createdAt = options.createdAt ?? new Date();
  const meta = sessionMeta({
    threadId: id,
    sessionId: id,
    createdAt,
    cwd: home.cwd,
    runtimeWorkspaceRoots: [home.cwd],
    originator: 'test',
    cliVersion: '0.169.0',
    source: 'vscode',
    modelProvider: 'mock',
    baseInstructions: { text: 'Be brief.' },
    historyMode: 'paginated',
    windowId: randomUUID(),
    ...options.meta,
  });
  return { id, meta, recorder: RolloutRecorder.create(rolloutPath(home.codexHome, id, createdAt), meta) };
}

export interface TurnOptions {
  readonly say: string;
  readonly answer: string;
  readonly items?: readonly ThreadItem[];
  /** Leaves the turn open, as a crash does. */
  readonly cut?: boolean;
  readonly error?: Parameters<typeof records.taskComplete>[0]['error'];
  readonly sequence?: HistorySequence;
}

const usage = {
  totalTokens: 15,
  inputTokens: 10,
  cachedInputTokens: 0,
  cacheWriteInputTokens: 0,
  outputTokens: 5,
  reasoningOutputTokens: 0,
};

/** The lines of one turn. */
export function turnLines(thread: Thread, options: TurnOptions): { turnId: string; lines: RolloutItem[] } {
  const turnId = randomUUID();
  const ids = { threadId: thread.id, sessionId: thread.id, turnId, rootTurnId: turnId };
  const sequence = options.sequence ?? new HistorySequence();
  const at = 1_795_214_891_745;
  const times = { startedAtMs: at, completedAtMs: at + 2 };
  const message = (role: string, type: 'input_text' | 'output_text', text: string): ResponseItem => ({
    type: 'message',
    role,
    content: [{ type, text }],
  });
  const head: RolloutItem[] = [
    records.taskStarted({ ...ids, startedAtMs: at, modelContextWindow: 258_400, mode: 'default' }),
    records.worldState({ environments: {} }, true),
    records.turnContext(ids, settingsOf(thread)),
    records.threadSettingsApplied(thread.id, settingsOf(thread)),
    records.responseItem(message('user', 'input_text', options.say), sequence.next()),
    records.itemCompleted(ids, {
      type: 'userMessage',
      id: randomUUID(),
      clientId: null,
      content: [{ type: 'text', text: options.say, text_elements: [] }],
      ...times,
    }),
  ];
  const items = (options.items ?? []).map((item) => records.itemCompleted(ids, { ...item, ...times }));
  if (options.cut) return { turnId, lines: [...head, ...items] };
  sequence.requestSent();
  const tail: RolloutItem[] = [
    records.itemCompleted(ids, {
      type: 'agentMessage',
      id: `msg_${turnId}`,
      text: options.answer,
      phase: null,
      ...times,
    }),
    records.responseItem(message('assistant', 'output_text', options.answer), sequence.nextFromModel()),
    records.tokenUsageRecord({ ...ids, responseId: 'resp_1', usage, turnUsage: usage, threadUsage: usage }),
    tokenCount({ usage: { total: usage, last: usage }, modelContextWindow: 258_400, rateLimits: noLimits }),
    records.taskComplete({ ...ids, ...times, lastAgentMessage: options.answer, error: options.error ?? null }),
  ];
  return { turnId, lines: [...head, ...items, ...tail] };
}

export function settingsOf(thread: Thread): records.TurnSettings {
  return {
    cwd: thread.meta.cwd,
    runtimeWorkspaceRoots: [thread.meta.cwd],
    approvalPolicy: 'never',
    approvalsReviewer: 'user',
    sandboxPolicy: { type: 'dangerFullAccess' },
    activePermissionProfile: null,
    model: 'gpt-5.5',
    modelProvider: 'mock',
    serviceTier: null,
    reasoningEffort: null,
    reasoningSummary: null,
    collaborationMode: { mode: 'default', settings: { model: 'gpt-5.5' } },
  };
}
