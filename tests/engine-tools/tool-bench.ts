// A workspace on disk in which tools run for real: real processes, real files. What a tool would commit is recorded.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import type { DynamicToolSpec } from '@codex/protocol/item/dynamic-tool-call.ts';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { ModeKind } from '@codex/protocol/model/collaboration-mode.ts';
import { LoginShells } from '../../packages/engine/src/exec/login-shells.ts';
import { createExecSessions } from '../../packages/engine/src/exec/sessions.ts';
import { createPermissionGrants } from '../../packages/engine/src/sandbox/permission-grants.ts';
import { ruleStore } from '../../packages/engine/src/sandbox/rule-store.ts';
import { dynamicTools } from '../../packages/engine/src/tools/dynamic-tool.ts';
import { originalDetail } from '../../packages/engine/src/tools/image/budget.ts';
import { runToolCall, type ToolSet, toolSet } from '../../packages/engine/src/tools/registry.ts';
import type { AskOutcome, ToolCall, ToolContext, ToolOutput } from '../../packages/engine/src/tools/tool.ts';
import { createTurnDiff } from '../../packages/engine/src/tools/turn-diff.ts';

export interface Recorded {
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every kind
  readonly params: any;
}

/** Answers the asks of a bench, one after the other. An object is the whole outcome, anything else a decision. */
export type Answer = string | { decision: unknown } | { error: { code: number; message: string } };

export interface BenchOptions {
  readonly approvalPolicy?: AskForApproval;
  readonly sandboxPolicy?: SandboxPolicy;
  readonly hasEnvironment?: boolean;
  readonly mode?: ModeKind;
  readonly dynamicTools?: readonly DynamicToolSpec[];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly answers?: readonly Answer[];
  /** Happens while somebody decides. */
  readonly onAsk?: () => void;
}

const INTERRUPTED = new Error('interrupted');

const noGoals = (): never => {
  throw new Error('a tool on the bench has no thread, and so no goal');
};

export class ToolBench {
  readonly home = realpathSync(mkdtempSync(join(tmpdir(), 'tool-bench-')));
  readonly cwd = join(this.home, 'work');
  readonly events: Recorded[] = [];
  readonly notes: string[] = [];
  readonly processes = createExecSessions();
  readonly context: ToolContext;
  readonly #tools: ToolSet;
  readonly #answers: Answer[];
  readonly #onAsk: () => void;
  #calls = 0;

  constructor(options: BenchOptions = {}) {
    mkdirSync(this.cwd);
    for (const [name, text] of Object.entries(options.files ?? {})) this.write(name, text);
    this.#answers = [...(options.answers ?? [])];
    this.#onAsk = options.onAsk ?? (() => {});
    const grants = createPermissionGrants([]);
    this.#tools = toolSet({
      model: { applyPatch: 'freeform', toolSearch: true, webSearchImages: true },
      updatePlan: true,
      webSearch: null,
      loginShell: true,
      feature: () => true,
      agents: null,
      dynamic: dynamicTools(options.dynamicTools ?? []),
      offers: () => true,
    });
    this.context = {
      threadId: 'thread',
      turnId: 'turn',
      cwd: this.cwd,
      hasEnvironment: options.hasEnvironment ?? true,
      mode: options.mode ?? 'default',
      imageBudget: originalDetail,
      grants,
      codexHome: join(this.home, 'codex'),
      rules: () => ruleStore(join(this.home, 'codex')).current(),
      approvalsReviewer: 'user',
      maxPollMs: 300_000,
      goals: { read: noGoals, create: noGoals, update: noGoals },
      approvalPolicy: options.approvalPolicy ?? 'never',
      get sandboxPolicy() {
        return grants.widen(options.sandboxPolicy ?? { type: 'dangerFullAccess' });
      },
      childEnv: { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: this.home },
      loginShells: new LoginShells({ isEnabled: true, isSecret: () => false, fixed: {} }),
      shell: '/bin/bash',
      outputTokenLimit: 10_000,
      sessionApprovals: new Set(),
      processes: this.processes,
      turnDiff: createTurnDiff(this.cwd),
      prefixAllowed: (prefix) => this.notes.push(JSON.stringify(prefix)),
    };
  }

  write(name: string, text: string | Uint8Array): void {
    mkdirSync(dirname(join(this.cwd, name)), { recursive: true });
    writeFileSync(join(this.cwd, name), text);
  }

  read(name: string): string | null {
    try {
      return readFileSync(join(this.cwd, name), 'utf8');
    } catch {
      return null;
    }
  }

  exec(args: Record<string, unknown> | string, signal?: AbortSignal): Promise<string> {
    return this.call('function', 'exec_command', typeof args === 'string' ? { cmd: args } : args, signal);
  }

  patch(operations: string): Promise<string> {
    return this.call('custom', 'apply_patch', `*** Begin Patch\n${operations}*** End Patch\n`);
  }

  /** What the model is told, elapsed times left out. */
  async call(
    kind: 'function' | 'custom',
    name: string,
    args: object | string,
    signal = new AbortController().signal,
  ): Promise<string> {
    const { output } = await this.output(kind, name, args, signal);
    if (typeof output !== 'string') throw new Error('the tool returned content parts');
    return output.replace(/^(Wall time: )\d+(\.\d+)?( seconds)$/gm, '$1<s>$3');
  }

  /** What the model is told, content parts included. `name` may have a namespace before a dot. */
  output(
    kind: 'function' | 'custom',
    name: string,
    args: object | string,
    signal = new AbortController().signal,
  ): Promise<ToolOutput> {
    return runToolCall(this.#tools, kind, this.#toolCall(name, args, signal));
  }

  /** Items as they were completed, the last one first to be found. */
  completed(callId: string): ThreadItem | undefined {
    return this.events.findLast((event) => event.method === 'item/completed' && event.params.item.id === callId)?.params
      .item;
  }

  /** Call ids count from `c1`. */
  of(callId: string): Recorded[] {
    return this.events.filter(({ params }) => params.itemId === callId || params.item?.id === callId);
  }

  async close(): Promise<void> {
    await this.processes.close();
    rmSync(this.home, { recursive: true, force: true });
  }

  #toolCall(name: string, args: object | string, signal: AbortSignal): ToolCall {
    const callId = `c${++this.#calls}`;
    const [tool = '', namespace = null] = name.split('.').reverse();
    const record = (method: string, params: unknown) => this.events.push({ method, params });
    return {
      callId,
      name: tool,
      namespace,
      arguments: typeof args === 'string' ? args : JSON.stringify(args),
      context: this.context,
      agents: null,
      signal,
      itemStarted: (item) => record('item/started', { item }),
      itemCompleted: (item) => record('item/completed', { item }),
      itemCancelled: (item) => record('item/completed', { item }),
      notify: (method, params) => record(method, params),
      ask: async (method, params) => {
        record(method, params);
        this.#onAsk();
        return this.#answer() as AskOutcome<typeof method>;
      },
      retainAnswers: (answers) => record('retained', { answers }),
      cancelTurn: () => {
        throw INTERRUPTED;
      },
    };
  }

  #answer(): { result: unknown } | { error: unknown } {
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error('asked without an answer left');
    if (typeof answer === 'string') return { result: { decision: answer } };
    return 'error' in answer ? answer : { result: answer };
  }
}

/** Pids of living processes whose command line has the text; the dead whom nobody reaped do not count. */
export function livingProcesses(text: string): number[] {
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  return pids.filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const dead = /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
      return !dead && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });
}
