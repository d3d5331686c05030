// The contract between the turn loop and a tool. One tool is one file: its spec on top, `run` at the bottom.

import type { ApprovalsReviewer, AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type {
  RpcError,
  ServerNotificationMethod,
  ServerNotificationParams,
  ServerRequestMethod,
  ServerRequestParams,
  ServerRequestResult,
} from '@codex/protocol/methods.ts';
import type { ModeKind } from '@codex/protocol/model/collaboration-mode.ts';
import type { FunctionCallOutputContentItem } from '@codex/protocol/model/response-item.ts';
import type { EnforcedPolicy } from '../enforced-policy.ts';
import type { LoginShells } from '../exec/login-shells.ts';
import type { ExecSessions } from '../exec/sessions.ts';
import type { PermissionGrants } from '../sandbox/permission-grants.ts';
import type { PrefixRule } from '../sandbox/prefix-rule.ts';
import type { Agents } from './agents/agents.ts';
import type { GoalAccess } from './goal-tools.ts';
import type { ImageBudget } from './image/budget.ts';
import type { TurnDiff } from './turn-diff.ts';

/** A tool as the Responses API is told of it (`type: "function" | "custom" | ...`); passed on verbatim. */
export type ToolSpec = Readonly<Record<string, unknown> & { type: string; name?: string }>;

/** What a tool may know of the thread and turn it runs in. Lives as long as the turn, except where noted. */
export interface ToolContext {
  readonly threadId: string;
  readonly turnId: string;
  /** Absolute working directory of the turn. */
  readonly cwd: string;
  /** False: the turn has no machine to work on; tools that need one say so. */
  readonly hasEnvironment: boolean;
  readonly mode: ModeKind;
  readonly codexHome: string;
  /** The rules about commands that are in force now. */
  rules(): Promise<readonly PrefixRule[]>;
  readonly approvalPolicy: AskForApproval;
  /** Who answers when approval is asked for. */
  readonly approvalsReviewer: ApprovalsReviewer;
  readonly sandboxPolicy: EnforcedPolicy;
  /** Environment for child processes, already scrubbed and filtered by shell_environment_policy. */
  readonly childEnv: Readonly<Record<string, string>>;
  /** What login shells find; owned by the thread. */
  readonly loginShells: LoginShells;
  /** Absolute path of the user's shell, e.g. /bin/bash. */
  readonly shell: string;
  /** `tool_output_token_limit` or the model's default, in tokens of 4 bytes. */
  readonly outputTokenLimit: number;
  /** How large an image the model takes. */
  readonly imageBudget: ImageBudget;
  /** Approval keys granted by acceptForSession; owned by the thread. */
  readonly sessionApprovals: Set<string>;
  /** Running commands; owned by the thread, survives the turn. */
  readonly processes: ExecSessions;
  /** How long one call may wait for a running command without typing. */
  readonly maxPollMs: number;
  /** Aggregated diff of this turn's patches. */
  readonly turnDiff: TurnDiff;
  /** Tells that a command prefix may run for good: the model, and whoever resumes the thread. */
  prefixAllowed(prefix: readonly string[]): void;
  /** The goal of the thread. */
  readonly goals: GoalAccess;
  /** What people granted on top of the sandbox policy; `sandboxPolicy` is already widened by it. */
  readonly grants: PermissionGrants;
}

/** A question with the options that were offered, and what the user said to it. */
export interface RetainedAnswer {
  readonly question: string;
  readonly answer: string;
}

/** How a client answered an ask. A turn that ends first rejects the promise with its abort reason instead. */
export type AskOutcome<M extends ServerRequestMethod> =
  /** `because`: what the model is to be told of a refusal. */
  { result: ServerRequestResult<M>; because?: string } | { error: RpcError };

/** One call that the model made. All methods may also be used after `run` returned (background commands do). */
export interface ToolCall {
  readonly callId: string;
  readonly name: string;
  /** Of a tool that stands in one, else null. */
  readonly namespace: string | null;
  /** JSON text of a function call, or the free text of a custom tool call. */
  readonly arguments: string;
  readonly context: ToolContext;
  /** Agents that work for the thread; null where there can be none. */
  readonly agents: Agents | null;
  /** Aborted when the turn is interrupted. `run` must then end everything it started, await its death, and throw. */
  readonly signal: AbortSignal;
  /** Commits item/started; `startedAtMs` is filled in. */
  itemStarted(item: ThreadItem): void;
  /** Commits item/completed and records the item if it is one to keep; its times are filled in. */
  itemCompleted(item: ThreadItem): void;
  /** The same for an item that the interrupt itself has ended; other items that it cuts off are left open. */
  itemCancelled(item: ThreadItem): void;
  /** Commits a notification of this thread and turn (deltas, diffs); `threadId` and `turnId` are filled in. */
  notify<M extends ServerNotificationMethod>(
    method: M,
    params: Omit<ServerNotificationParams<M>, 'threadId' | 'turnId'>,
  ): void;
  /** Asks the clients; the first answer wins. Thread status, replay and serverRequest/resolved are handled inside. */
  ask<M extends ServerRequestMethod>(
    method: M,
    params: Omit<ServerRequestParams<M>, 'threadId' | 'turnId'>,
  ): Promise<AskOutcome<M>>;
  /** Remembers beside the history what the user answered, so that a later summary of it cannot lose that. */
  retainAnswers(answers: readonly RetainedAnswer[]): void;
  /** Interrupts the whole turn (decision `cancel`). Throws the abort reason, so it never returns. */
  cancelTurn(): never;
}

/** What the model is told. A string, or content parts (images). */
export interface ToolOutput {
  readonly output: string | FunctionCallOutputContentItem[];
}

export interface Tool {
  readonly name: string;
  /** Tools of one namespace are offered to the model together, under its name. */
  readonly namespace?: string;
  /** Files or processes: without an environment the call is refused. */
  readonly needsEnvironment?: true;
  /** `function`: arguments are JSON text. `custom`: arguments are free text. */
  readonly kind: 'function' | 'custom';
  readonly spec: ToolSpec;
  /** Throws only when the turn was aborted; every other failure is told to the model as output. */
  run(call: ToolCall): Promise<ToolOutput>;
}
