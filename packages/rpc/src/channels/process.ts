// A child process that speaks JSONL on its stdin and stdout. Whoever closes the channel ends the process too.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Channel, CloseReason } from '../channel.ts';
import { lost } from '../channel.ts';
import type { Message } from '../message.ts';
import { JsonlChannel } from './stdio.ts';

/** How long a process may take to leave after its stdin was closed, and again after SIGTERM; then SIGKILL. */
const graceMs = 2_000;

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Default `inherit`. */
  readonly stderr?: 'inherit' | 'ignore';
}

export function processChannel(command: string, args: readonly string[], options: ProcessOptions = {}): Channel {
  return new ProcessChannel(
    spawn(command, args, { cwd: options.cwd, env: options.env, stdio: ['pipe', 'pipe', options.stderr ?? 'inherit'] }),
  );
}

class ProcessChannel implements Channel {
  readonly exclusive = true;
  readonly closed: Promise<CloseReason>;
  readonly #child: ChildProcess;
  readonly #lines: JsonlChannel;
  readonly #exit: Promise<CloseReason>;

  constructor(child: ChildProcess) {
    const { stdin, stdout } = child;
    if (!stdin || !stdout) throw new TypeError('a process channel needs pipes on stdin and stdout');
    this.#child = child;
    this.#lines = new JsonlChannel(stdout, stdin);
    this.#exit = new Promise((resolve) => {
      child.once('error', (error) => resolve(lost(error)));
      child.once('exit', (code, signal) => resolve(lost(`the process ended with ${signal ?? `code ${code}`}`)));
    });
    this.closed = this.#ended();
  }

  get messages(): AsyncIterable<Message> {
    return this.#lines.messages;
  }

  send(message: Message): Promise<void> | undefined {
    return this.#lines.send(message);
  }

  async close(reason?: CloseReason): Promise<void> {
    await Promise.race([this.#lines.close(reason), this.#exit]);
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (await this.#gone()) return;
      this.#child.kill(signal);
    }
    await this.#exit;
  }

  /** A pipe that broke because the process died is told as the death of the process. */
  async #ended(): Promise<CloseReason> {
    const reason = await this.#lines.closed;
    if (reason.code === 'ended' || reason.code === 'lost') return this.#exit;
    return reason;
  }

  async #gone(): Promise<boolean> {
    const timeout = Promise.withResolvers<false>();
    const timer = setTimeout(() => timeout.resolve(false), graceMs);
    const gone = await Promise.race([this.#exit.then(() => true), timeout.promise]);
    clearTimeout(timer);
    return gone;
  }
}
