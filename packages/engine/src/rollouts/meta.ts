// The first line of a rollout: what a new thread writes, and what readers take from it.
import type { DynamicToolSpec } from '@codex/protocol/item/dynamic-tool-call.ts';
import type { CoreSessionSource } from '@codex/protocol/legacy/conversation-summary.ts';
import type { SessionSource } from '@codex/protocol/thread/thread.ts';
import type { GitMeta, HistoryBase, SessionMeta } from './rollout-line.ts';

export interface SessionMetaInput {
  readonly threadId: string;
  /** Id of the root thread; the thread's own id unless it is a sub-agent. */
  readonly sessionId: string;
  readonly createdAt: Date;
  readonly cwd: string;
  readonly runtimeWorkspaceRoots: readonly string[];
  readonly originator: string;
  readonly cliVersion: string;
  readonly source: SessionSource;
  readonly threadSource?: string | null;
  readonly parentThreadId?: string | null;
  readonly agentNickname?: string | null;
  readonly agentRole?: string | null;
  readonly modelProvider: string;
  /** The base instructions of the model; `model` when they are that model's own. */
  readonly baseInstructions: { text: string; model?: string };
  readonly dynamicTools?: readonly unknown[];
  readonly historyMode: 'paginated' | 'legacy';
  /** A fresh UUIDv7. */
  readonly windowId: string;
  readonly git?: GitMeta | null;
  /** `base` null: nothing of its history is kept. */
  readonly forkedFrom?: { threadId: string; base: HistoryBase | null; attached?: boolean };
  /** Where the thread itself was cut. */
  readonly base?: HistoryBase | null;
}

export function sessionMeta(input: SessionMetaInput): SessionMeta {
  const { forkedFrom } = input;
  const base = forkedFrom?.base ?? input.base;
  return {
    session_id: input.sessionId,
    id: input.threadId,
    ...(forkedFrom && { forked_from_id: forkedFrom.threadId }),
    ...(forkedFrom?.attached && { attached_thread: true }),
    ...(forkedFrom?.base && { forked_from_ordinal_exclusive: forkedFrom.base.end_ordinal_exclusive }),
    ...(input.parentThreadId && { parent_thread_id: input.parentThreadId }),
    timestamp: input.createdAt.toISOString(),
    cwd: input.cwd,
    runtime_workspace_roots: [...input.runtimeWorkspaceRoots],
    originator: input.originator,
    cli_version: input.cliVersion,
    source: sourceLine(input.source),
    ...(input.threadSource && { thread_source: input.threadSource }),
    ...(input.agentNickname && { agent_nickname: input.agentNickname }),
    ...(input.agentRole && { agent_role: input.agentRole }),
    model_provider: input.modelProvider,
    base_instructions: baseInstructionsLine(input.baseInstructions),
    ...(input.dynamicTools?.length && { dynamic_tools: input.dynamicTools }),
    history_mode: input.historyMode,
    ...(base && { history_base: base }),
    context_window: { window_id: input.windowId },
    ...(input.git && { git: input.git }),
  };
}

/** Sources are stored in snake_case (`subagent`, not `subAgent`). */
export function sourceLine(source: SessionSource): CoreSessionSource {
  if (typeof source === 'string') return source === 'appServer' ? 'mcp' : source;
  return 'subAgent' in source ? { subagent: source.subAgent } : source;
}

/** The wire source of a stored one; `unknown` for what this version does not know. */
export function parseSourceLine(line: unknown): SessionSource {
  if (typeof line === 'string') return knownSources[line] ?? 'unknown';
  const fields = (line ?? {}) as { subagent?: unknown; custom?: unknown };
  if (fields.subagent !== undefined) return { subAgent: fields.subagent } as SessionSource;
  if (typeof fields.custom === 'string') return { custom: fields.custom };
  return 'unknown';
}

const knownSources: Record<string, SessionSource> = {
  cli: 'cli',
  vscode: 'vscode',
  exec: 'exec',
  mcp: 'appServer',
  app_server: 'appServer',
  appServer: 'appServer',
};

/** The base instructions a thread was started with. */
export function baseInstructionsOf(meta: SessionMeta): string | undefined {
  const stored = meta.base_instructions as { text?: unknown } | string | null | undefined;
  if (typeof stored === 'string') return stored;
  return typeof stored?.text === 'string' ? stored.text : undefined;
}

/** The tools that the client declared for the thread. */
export function dynamicToolsOf(meta: SessionMeta): DynamicToolSpec[] {
  return Array.isArray(meta.dynamic_tools) ? (meta.dynamic_tools as DynamicToolSpec[]) : [];
}

function baseInstructionsLine(instructions: { text: string; model?: string }): Record<string, unknown> {
  const { text, model } = instructions;
  return model ? { text, provenance: { type: 'model', model } } : { text };
}
