// What the turns of one thread work with: its configuration, its model provider, its processes.
import type { Config } from '../config/config.ts';
import { baseInstructionsMessage } from '../context/base-instructions.ts';
import { createExecSessions, type ExecSessions } from '../exec/sessions.ts';
import { type ModelInfo, modelInfo } from '../models/catalog.ts';
import type { ModelClient } from '../models/model-client.ts';
import type { HistorySequence } from '../rollouts/history-sequence.ts';
import type { ToolContext } from '../tools/tool.ts';
import { createTurnDiff } from '../tools/turn-diff.ts';
import type { Turn } from '../turns/turn.ts';
import type { Origin, TurnHost } from '../turns/turn-host.ts';

export interface RuntimeParts {
  readonly threadId: string;
  readonly codexHome: string;
  readonly config: Config;
  readonly modelClient: ModelClient;
  readonly origin: Origin;
  readonly baseInstructions: string;
  readonly historySequence: HistorySequence;
  /** Path of the user's shell. */
  readonly shell: string;
  /** Environment of child processes, scrubbed and filtered. */
  readonly childEnv: Readonly<Record<string, string>>;
}

export class ThreadRuntime {
  readonly config: Config;
  readonly processes: ExecSessions = createExecSessions();
  readonly #parts: RuntimeParts;
  readonly #sessionApprovals = new Set<string>();
  readonly #toolContexts = new WeakMap<Turn, ToolContext>();

  constructor(parts: RuntimeParts) {
    this.config = parts.config;
    this.#parts = parts;
  }

  /** The part of a turn's host that does not depend on the thread's state. */
  forTurns() {
    const { config, modelClient, origin, baseInstructions, historySequence } = this.#parts;
    return {
      modelClient,
      origin,
      baseInstructions: baseInstructionsMessage(baseInstructions),
      historySequence,
      verbosity: config.modelVerbosity,
      showRawReasoning: config.showRawAgentReasoning,
      modelInfo: (turn: Turn) => this.modelInfo(turn.settings.model),
      toolContext: (turn: Turn) => this.#toolContext(turn),
    } satisfies Partial<TurnHost>;
  }

  modelInfo(slug: string): ModelInfo {
    return modelInfo(slug, this.config);
  }

  #toolContext(turn: Turn): ToolContext {
    const known = this.#toolContexts.get(turn);
    if (known) return known;
    const context = this.#newToolContext(turn);
    this.#toolContexts.set(turn, context);
    return context;
  }

  #newToolContext(turn: Turn): ToolContext {
    const { settings } = turn;
    const { threadId, codexHome, childEnv } = this.#parts;
    return {
      threadId,
      turnId: turn.id,
      cwd: settings.cwd,
      codexHome,
      approvalPolicy: settings.approvalPolicy,
      sandboxPolicy: settings.sandboxPolicy,
      childEnv,
      shell: this.#parts.shell,
      outputTokenLimit: this.config.toolOutputTokenLimit ?? this.modelInfo(settings.model).outputTokenLimit,
      sessionApprovals: this.#sessionApprovals,
      processes: this.processes,
      turnDiff: createTurnDiff(settings.cwd),
      addDeveloperMessage: (text) => turn.addNote(text),
    };
  }
}
