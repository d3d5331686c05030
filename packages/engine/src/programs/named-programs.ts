// The running programs of one connection by the names their client gave them, and what may be done to them by name.

import { EngineError, invalidRequest } from '../errors.ts';
import { osErrorText } from '../exec/os-error.ts';
import type { TerminalSize } from '../exec/raw-process.ts';
import { decodeBase64 } from './base64.ts';
import { Program, type ProgramStart } from './program.ts';

/** How refusals of one family of methods are worded. */
export interface Wording {
  /** `command/exec` or `process/spawn`. */
  readonly start: string;
  readonly write: string;
  /** What is started: `command` or `process`. */
  readonly noun: string;
  /** What a terminal size belongs to: `command/exec` or `process`. */
  readonly sized: string;
  /** `this command/exec` or `this process`. */
  readonly one: string;
  missing(name: string): string;
  duplicate(name: string): string;
}

export interface Input {
  readonly deltaBase64?: string | null;
  readonly closeStdin?: boolean;
}

/** Programs of one connection at the same time. */
const MAX_PROGRAMS = 128;

/** Refusals that any start shares, in the order in which clients are told of them. */
export function checkSize(size: TerminalSize | null | undefined, tty: boolean | undefined, wording: Wording): void {
  if (!size) return;
  if (!tty) throw new EngineError('invalid_params', `${wording.start} size requires tty: true`);
  if (size.rows === 0 || size.cols === 0) throw emptySize(wording);
}

function emptySize({ sized }: Wording): EngineError {
  return new EngineError('invalid_params', `${sized} size rows and cols must be greater than 0`);
}

/** Milliseconds, or null for no limit. */
export function checkTimeout(timeoutMs: number | bigint | null, { start }: Wording): number | null {
  if (timeoutMs === null) return null;
  if (timeoutMs < 0) {
    throw new EngineError('invalid_params', `${start} timeoutMs must be non-negative, got ${timeoutMs}`);
  }
  return Number(timeoutMs);
}

export class NamedPrograms {
  readonly #wording: Wording;
  /** A program is named from the moment it is asked for, so that what comes next finds it. */
  readonly #programs = new Map<string | symbol, Promise<Program>>();
  #closed = false;

  constructor(wording: Wording) {
    this.#wording = wording;
  }

  /** Starts a program under a name, or without one. Throws EngineError. */
  async start(name: string | null, prepare: () => Promise<ProgramStart>): Promise<Program> {
    if (this.#closed) throw invalidRequest('the connection is closed');
    const key = name ?? Symbol('nameless');
    if (this.#programs.has(key)) throw invalidRequest(this.#wording.duplicate(String(name)));
    if (this.#programs.size >= MAX_PROGRAMS) throw invalidRequest(`more than ${MAX_PROGRAMS} programs at a time`);
    const starting = this.#launch(prepare);
    this.#programs.set(key, starting);
    const free = () => void this.#programs.delete(key);
    try {
      const program = await starting;
      program.ended.then(free);
      return program;
    } catch (error) {
      free();
      throw error;
    }
  }

  async write(name: string, { deltaBase64, closeStdin }: Input): Promise<void> {
    const { write, one } = this.#wording;
    if (deltaBase64 == null && !closeStdin) {
      throw new EngineError('invalid_params', `${write} requires deltaBase64 or closeStdin`);
    }
    const bytes = decodeBase64(deltaBase64 ?? '', 'deltaBase64');
    const program = await this.#find(name);
    if (!program.takesInput) throw invalidRequest(`stdin streaming is not enabled for ${one}`);
    const outcome = bytes.length === 0 ? 'written' : program.write(bytes);
    if (outcome === 'closed') throw invalidRequest('stdin is already closed');
    if (outcome === 'full') throw invalidRequest(`stdin of ${one} is full: the program does not read it`);
    if (closeStdin) program.endInput();
  }

  async resize(name: string, size: TerminalSize): Promise<void> {
    if (size.rows === 0 || size.cols === 0) throw emptySize(this.#wording);
    const program = await this.#find(name);
    if (!program.resize(size)) throw invalidRequest('failed to resize PTY: process is not attached to a PTY');
  }

  /** Resolves when it is told to end; its end is told by itself. */
  async terminate(name: string): Promise<void> {
    const program = await this.#find(name);
    void program.terminate();
  }

  /** Ends everything and resolves when it is dead. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = await Promise.allSettled(this.#programs.values());
    await Promise.all(running.map((one) => one.status === 'fulfilled' && one.value.terminate()));
  }

  async #find(name: string): Promise<Program> {
    const program = this.#programs.get(name);
    if (program === undefined) throw invalidRequest(this.#wording.missing(name));
    return program;
  }

  async #launch(prepare: () => Promise<ProgramStart>): Promise<Program> {
    const start = await prepare();
    try {
      if (start.argv[0] === '') throw new Error('missing program for pipe spawn');
      return await Program.start(start);
    } catch (error) {
      throw new EngineError('internal', `failed to spawn ${this.#wording.noun}: ${osErrorText(error)}`);
    }
  }
}
