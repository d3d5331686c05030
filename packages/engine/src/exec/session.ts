// One running command: its output (for the item, and the part the model has not read), its end, its death.

import { killTree } from './kill-tree.ts';
import type { ProcessHandle } from './launch.ts';
import { OutputBuffer } from './output-buffer.ts';
import { measureProcesses, type ProcessFigures } from './process-figures.ts';

/** What is shown of a command beside its output; fixed when it starts. */
export interface CommandFacts {
  readonly itemId: string;
  /** The script, without the shell around it. */
  readonly command: string;
  readonly cwd: string;
}

export interface CommandEnd {
  /** -1 when the command was terminated from outside. */
  readonly exitCode: number;
  /** Everything it printed, bounded. */
  readonly output: string;
  readonly durationMs: number;
}

/** What one look at a command tells the model. */
export interface Reading {
  /** Printed since the last look, bounded. */
  readonly output: string;
  /** Bytes printed since the last look. */
  readonly outputBytes: number;
  /** Bytes of those that the bound dropped. */
  readonly omittedBytes: number;
  /** How long was waited for it. */
  readonly wallMs: number;
  /** Undefined while the command runs. */
  readonly exitCode: number | undefined;
}

const TERMINATED = -1;

export class ExecSession {
  readonly id: number;
  readonly facts: CommandFacts;
  /** Resolves once; after it nothing more is printed. Undefined: the command was discarded, nobody is told. */
  readonly ended: Promise<CommandEnd | undefined>;
  /** The model knows the session id: the command outlives interrupts and turns. */
  promoted = false;
  exitCode: number | undefined;
  readonly #callId: string;
  readonly #handle: ProcessHandle;
  readonly #startedAt = performance.now();
  readonly #printed: OutputBuffer;
  readonly #unread: { buffer: OutputBuffer };
  #killed: 'terminated' | 'discarded' | undefined;

  constructor(
    id: number,
    callId: string,
    facts: CommandFacts,
    handle: ProcessHandle,
    buffers: { printed: OutputBuffer; unread: { buffer: OutputBuffer } },
  ) {
    this.id = id;
    this.facts = facts;
    this.#callId = callId;
    this.#handle = handle;
    this.#printed = buffers.printed;
    this.#unread = buffers.unread;
    this.ended = handle.exited.then((code) => this.#end(code));
  }

  get osPid(): number {
    return this.#handle.pid;
  }

  /** What it costs at this moment, descendants included. */
  figures(): Promise<ProcessFigures> {
    const target = { pid: this.#handle.pid, callId: this.#callId };
    return measureProcesses(target, performance.now() - this.#startedAt);
  }

  get takesInput(): boolean {
    return this.#handle.write !== null;
  }

  write(text: string): void {
    this.#handle.write?.(text);
  }

  /** Waits until the command ends, the time is over or the signal aborts. Resolves with how long that took. */
  async wait(yieldMs: number, signal: AbortSignal): Promise<number> {
    const started = performance.now();
    if (this.exitCode === undefined && !signal.aborted) await this.#endOrPause(yieldMs, signal);
    return performance.now() - started;
  }

  /** Hands out what is unread. */
  take(wallMs: number): Reading {
    const { buffer } = this.#unread;
    this.#unread.buffer = new OutputBuffer();
    return {
      output: buffer.text(),
      outputBytes: buffer.totalBytes,
      omittedBytes: buffer.omittedBytes,
      wallMs,
      exitCode: this.exitCode,
    };
  }

  /** Kills the command and its descendants; its end is told as a failure. */
  async terminate(): Promise<void> {
    await this.#kill('terminated');
  }

  /** Kills the command and its descendants; its end is not told. */
  async discard(): Promise<void> {
    await this.#kill('discarded');
  }

  async #kill(how: 'terminated' | 'discarded'): Promise<void> {
    if (this.exitCode === undefined) this.#killed ??= how;
    await killTree({ pid: this.#handle.pid, callId: this.#callId });
    await this.ended;
  }

  #end(code: number): CommandEnd | undefined {
    this.exitCode = this.#killed === undefined ? code : TERMINATED;
    if (this.#killed === 'discarded') return undefined;
    const durationMs = Math.round(performance.now() - this.#startedAt);
    return { exitCode: this.exitCode, output: this.#printed.text(), durationMs };
  }

  #endOrPause(yieldMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, yieldMs);
      signal.addEventListener('abort', done, { once: true });
      void this.ended.then(done);
    });
  }
}
