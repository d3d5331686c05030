// The item of one command as clients see it: started once, its output as deltas, completed once.
import type { CommandExecutionSource, CommandExecutionStatus } from '@codex/protocol/item/command-execution.ts';
import { parseCommandActions } from '../exec/command-actions.ts';
import type { CommandEnd, ExecSession } from '../exec/session.ts';
import { quoteCommand } from '../exec/shell-quote.ts';
import type { ToolCall } from './tool.ts';

export interface CommandFacts {
  readonly argv: readonly [shell: string, flag: '-c' | '-lc', script: string];
  /** What the shell is given. */
  readonly script: string;
  /** Absolute. */
  readonly cwd: string;
}

/** A command that never stops printing must not flood its followers; the item's output has the rest. */
const MAX_DELTAS = 10_000;

interface Changing {
  processId: string | null;
  source: CommandExecutionSource;
  status: CommandExecutionStatus;
  aggregatedOutput: string | null;
  exitCode: number | null;
  durationMs: number | null;
}

export class CommandItem {
  readonly facts: CommandFacts;
  /** The whole command line, quoted. */
  readonly shown: string;
  readonly actions;
  readonly #call: ToolCall;
  #started = false;
  /** A judge is asked about the command as a whole; what its parts do is not shown until it runs. */
  #judged = false;
  #now: Changing = {
    processId: null,
    source: 'agent',
    status: 'inProgress',
    aggregatedOutput: null,
    exitCode: null,
    durationMs: null,
  };
  #early = '';
  #runs = false;
  #deltas = 0;

  constructor(call: ToolCall, facts: CommandFacts) {
    this.#call = call;
    this.facts = facts;
    this.shown = quoteCommand(facts.argv);
    this.actions = parseCommandActions(facts.script, facts.cwd);
  }

  /** Shows the command before somebody is asked about it. */
  proposed(): void {
    this.#judged = this.#call.context.approvalsReviewer === 'auto_review';
    this.#start();
  }

  declined(): void {
    this.#complete({ status: 'declined' });
  }

  approvalFailed(): void {
    this.#complete({ status: 'failed' });
  }

  failedToStart(text: string): void {
    this.#change({ source: 'unifiedExecStartup' });
    this.#start();
    this.#complete({ status: 'failed', aggregatedOutput: text, exitCode: -1, durationMs: 0 });
  }

  /** From now on the item follows the session to its end, also past the turn. */
  running(session: ExecSession): void {
    this.#judged = false;
    this.#change({ processId: String(session.id), source: 'unifiedExecStartup' });
    this.#start();
    this.#runs = true;
    this.#sendDelta(this.#early);
    void session.ended.then((end) => end && this.#ended(end));
  }

  /** What was printed before the item was shown to run. */
  get earlyOutput(): string {
    return this.#early;
  }

  /** Ends an item that people were asked about; one that nobody saw stays unseen. */
  deniedBySandbox(exitCode: number): void {
    if (this.#started) this.#complete({ status: 'failed', aggregatedOutput: this.#early, exitCode });
  }

  /** What is printed from now on comes from another attempt. */
  forgetOutput(): void {
    this.#early = '';
  }

  printed(text: string): void {
    if (this.#runs) this.#sendDelta(text);
    else this.#early += text;
  }

  #ended(end: CommandEnd): void {
    this.#complete({
      status: end.exitCode === 0 ? 'completed' : 'failed',
      aggregatedOutput: end.output === '' ? null : end.output,
      exitCode: end.exitCode,
      durationMs: end.durationMs,
    });
  }

  #sendDelta(delta: string): void {
    if (delta === '' || this.#deltas >= MAX_DELTAS) return;
    this.#deltas++;
    this.#call.notify('item/commandExecution/outputDelta', { itemId: this.#call.callId, delta });
  }

  #change(change: Partial<Changing>): void {
    this.#now = { ...this.#now, ...change };
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#call.itemStarted(this.#item());
  }

  #complete(change: Partial<Changing>): void {
    this.#change(change);
    this.#call.itemCompleted(this.#item());
  }

  #item() {
    const { processId, source, status, aggregatedOutput, exitCode, durationMs } = this.#now;
    return {
      type: 'commandExecution' as const,
      id: this.#call.callId,
      pluginId: null,
      scriptPath: null,
      command: this.shown,
      cwd: this.facts.cwd,
      processId,
      source,
      status,
      commandActions: this.#judged ? [{ type: 'unknown' as const, command: this.shown }] : this.actions,
      aggregatedOutput,
      exitCode,
      durationMs,
    };
  }
}
