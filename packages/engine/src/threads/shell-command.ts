// One command that the user typed: its process without a sandbox, its item, and what the model is told of it.
import { randomUUID } from 'node:crypto';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import { contextMessage } from '../context/context-message.ts';
import { parseCommandActions } from '../exec/command-actions.ts';
import { osErrorText } from '../exec/os-error.ts';
import type { ExecSession } from '../exec/session.ts';
import type { ExecSessions } from '../exec/sessions.ts';
import { quoteCommand } from '../exec/shell-quote.ts';
import { cutMiddle } from '../tools/output-text.ts';
import { completeItem, startItem } from '../turns/item-lifecycle.ts';
import { recordNotice } from '../turns/start-turn.ts';
import type { Turn } from '../turns/turn.ts';
import type { TurnHost } from '../turns/turn-host.ts';

export type ShellHost = Pick<TurnHost, 'id' | 'commit' | 'historySequence'>;

export interface ShellSurroundings {
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly outputTokenLimit: number;
}

interface Outcome {
  readonly exitCode: number;
  readonly output: string;
  readonly durationMs: number;
}

export interface Launch {
  readonly script: string;
  readonly timeoutMs: number;
  readonly surroundings: ShellSurroundings;
  readonly sessions: ExecSessions;
}

export class ShellCommand {
  readonly turn: Turn;
  readonly #host: ShellHost;
  readonly #launch: Launch;
  readonly #id = randomUUID();
  readonly #startedAtMs = Date.now();
  #session: Promise<ExecSession> | undefined;
  #timedOut = false;
  #aborted = false;

  constructor(launch: Launch, turn: Turn, host: ShellHost) {
    this.#launch = launch;
    this.turn = turn;
    this.#host = host;
  }

  /** Resolves with what the model is told; null when that has been done. */
  async run(): Promise<string | null> {
    startItem(this.#item('inProgress', null), this.turn, this.#host, this.#startedAtMs);
    const outcome = await this.#outcome();
    if (this.#aborted || outcome === null) return null;
    this.#complete(outcome);
    return this.#describe(outcome);
  }

  /** Completes the item at once; the turn does not end before the processes are dead. */
  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    const outcome = { exitCode: -1, output: 'command aborted by user', durationMs: 0 };
    this.#complete(outcome);
    recordNotice({ items: [contextMessage('user', [this.#describe(outcome)])] }, this.#host);
    this.turn.track(this.#kill());
  }

  async #kill(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    await session?.discard();
  }

  /** Null: it was aborted. */
  async #outcome(): Promise<Outcome | null> {
    let session: ExecSession;
    try {
      session = await this.#start();
    } catch (error) {
      return { exitCode: -1, output: `execution error: ${osErrorText(error)}`, durationMs: 0 };
    }
    const timer = setTimeout(() => this.#timeOut(session), Math.min(this.#launch.timeoutMs, 0x7fff_ffff));
    const end = await session.ended;
    clearTimeout(timer);
    this.#launch.sessions.forget(session.id);
    if (end === undefined) return null;
    if (!this.#timedOut) return end;
    return { exitCode: -1, output: timeoutText(end.output, end.durationMs), durationMs: 0 };
  }

  #timeOut(session: ExecSession): void {
    this.#timedOut = true;
    void session.terminate();
  }

  #start(): Promise<ExecSession> {
    const { sessions, surroundings, script } = this.#launch;
    this.#session = sessions.start({
      itemId: this.#id,
      command: script,
      cwd: surroundings.cwd,
      argv: this.#argv,
      env: surroundings.env,
      tty: false,
      onOutput: (delta) => this.#printed(delta),
    });
    return this.#session;
  }

  #printed(delta: string): void {
    if (this.#aborted) return;
    const params = { threadId: this.#host.id, turnId: this.turn.id, itemId: this.#id, delta };
    this.#host.commit({ method: 'item/commandExecution/outputDelta', params });
  }

  get #argv(): [string, ...string[]] {
    return [this.#launch.surroundings.shell, '-lc', this.#launch.script];
  }

  #complete(outcome: Outcome): void {
    const item = this.#item(outcome.exitCode === 0 ? 'completed' : 'failed', outcome);
    completeItem(item, this.turn, this.#host, { startedAtMs: this.#startedAtMs });
  }

  #item(status: 'inProgress' | 'completed' | 'failed', outcome: Outcome | null): ThreadItem {
    const { script, surroundings } = this.#launch;
    const { cwd } = surroundings;
    return {
      type: 'commandExecution',
      id: this.#id,
      pluginId: null,
      scriptPath: null,
      command: quoteCommand(this.#argv),
      cwd,
      processId: null,
      source: 'userShell',
      status,
      commandActions: parseCommandActions(script, cwd),
      aggregatedOutput: outcome?.output || null,
      exitCode: outcome?.exitCode ?? null,
      durationMs: outcome?.durationMs ?? null,
    };
  }

  #describe({ exitCode, durationMs, output }: Outcome): string {
    return [
      '<user_shell_command>',
      '<command>',
      this.#launch.script,
      '</command>',
      '<result>',
      `Exit code: ${exitCode}`,
      `Duration: ${(durationMs / 1000).toFixed(4)} seconds`,
      'Output:',
      cutMiddle(output, this.#launch.surroundings.outputTokenLimit),
      '</result>',
      '</user_shell_command>',
    ].join('\n');
  }
}

/** As clients of the official server know it: a debug print that holds what came until then. */
function timeoutText(printed: string, durationMs: number): string {
  const stream = (text: string) => `StreamOutput { text: ${JSON.stringify(text)}, truncated_after_lines: None }`;
  const output = `ExecToolCallOutput { exit_code: 124, stdout: ${stream(printed)}, stderr: ${stream('')}, aggregated_output: ${stream(printed)}, duration: ${durationMs}ms, timed_out: true }`;
  return `execution error: Sandbox(Timeout { output: ${output} })`;
}
