// One program that a client runs: its input, its bounded outputs, its deadline, its death.
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { killTree } from '../exec/kill-tree.ts';
import { launchRaw, type OutputStream, type RawProcess, type TerminalSize } from '../exec/raw-process.ts';
import { findProgram } from './find-program.ts';
import { type CappedChunk, OutputCap } from './output-cap.ts';

export interface ProgramStart {
  readonly argv: readonly [string, ...string[]];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Null: pipes. */
  readonly terminal: TerminalSize | null;
  readonly input: boolean;
  /** Told output as it comes; null: output is kept for the end. Never called before `start` resolved. */
  readonly onOutput: ((stream: OutputStream, chunk: CappedChunk) => void) | null;
  /** Bytes of each stream; null: all of it. */
  readonly outputCapBytes: number | null;
  /** Null: none. */
  readonly timeoutMs: number | null;
}

export interface ProgramEnd {
  /** 124 when the time was over. */
  readonly exitCode: number;
  readonly drainTimedOut: boolean;
  readonly stdout: StreamEnd;
  readonly stderr: StreamEnd;
}

export interface StreamEnd {
  /** Empty when output was told as it came. */
  readonly text: string;
  readonly capReached: boolean;
}

const TIMED_OUT = 124;
/** What a program may leave unread of its input before more is refused. */
export const INPUT_LIMIT_BYTES = 8 * 1024 * 1024;

class StreamKeeper {
  readonly #cap: OutputCap;
  readonly #kept: Buffer[] = [];

  constructor(capBytes: number | null) {
    this.#cap = new OutputCap(capBytes);
  }

  take(bytes: Buffer): CappedChunk | undefined {
    return this.#cap.take(bytes);
  }

  keep({ bytes }: CappedChunk): void {
    this.#kept.push(bytes);
  }

  end(): StreamEnd {
    return { text: decodeOutput(Buffer.concat(this.#kept)), capReached: this.#cap.reached };
  }
}

/** Text is UTF-8, or else taken for an old single-byte encoding: nothing is lost. */
function decodeOutput(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export class Program {
  readonly ended: Promise<ProgramEnd>;
  readonly #raw: RawProcess;
  readonly #callId: string;
  readonly #takesInput: boolean;
  #inputEnded = false;

  private constructor(raw: RawProcess, callId: string, takesInput: boolean, ended: Promise<ProgramEnd>) {
    this.#raw = raw;
    this.#callId = callId;
    this.#takesInput = takesInput;
    this.ended = ended;
  }

  /** Throws the operating system's error when nothing could be started. */
  static async start(start: ProgramStart): Promise<Program> {
    const callId = randomUUID();
    const streams = { stdout: new StreamKeeper(start.outputCapBytes), stderr: new StreamKeeper(start.outputCapBytes) };
    const onOutput = (stream: OutputStream, bytes: Buffer) => {
      const chunk = streams[stream].take(bytes);
      if (chunk === undefined) return;
      if (start.onOutput === null) streams[stream].keep(chunk);
      else start.onOutput(stream, chunk);
    };
    const raw = await launch({ ...start, callId, onOutput }, start.terminal);
    const deadline = new Deadline(start.timeoutMs, () => killTree({ pid: raw.pid, callId }));
    const ended = raw.exited.then(({ exitCode, drainTimedOut }): ProgramEnd => {
      deadline.clear();
      const { stdout, stderr } = streams;
      return {
        exitCode: deadline.passed ? TIMED_OUT : exitCode,
        drainTimedOut,
        stdout: stdout.end(),
        stderr: stderr.end(),
      };
    });
    return new Program(raw, callId, start.input || start.terminal !== null, ended);
  }

  get takesInput(): boolean {
    return this.#takesInput;
  }

  /** `closed`: its input was ended before; `full`: it leaves too much unread. In both cases nothing is written. */
  write(bytes: Uint8Array): 'written' | 'closed' | 'full' {
    const { input } = this.#raw;
    if (input === null || this.#inputEnded) return 'closed';
    if (input.waitingBytes + bytes.length > INPUT_LIMIT_BYTES) return 'full';
    input.write(bytes);
    return 'written';
  }

  endInput(): void {
    if (this.#inputEnded) return;
    this.#inputEnded = true;
    this.#raw.input?.end();
  }

  /** False: it has no terminal. */
  resize(size: TerminalSize): boolean {
    this.#raw.resize?.(size);
    return this.#raw.resize !== null;
  }

  /** Kills it and its descendants; resolves when they are dead and its end is known. */
  async terminate(): Promise<void> {
    await killTree({ pid: this.#raw.pid, callId: this.#callId });
    await this.ended;
  }
}

async function launch(start: Parameters<typeof launchRaw>[0], terminal: TerminalSize | null): Promise<RawProcess> {
  // Checked first: a bad working directory would otherwise be reported as a missing program.
  await stat(start.cwd);
  if (terminal === null) return launchRaw(start);
  findProgram(start.argv[0], start.env.PATH ?? '', start.cwd);
  const { launchRawOnTerminal } = await import('../exec/raw-terminal.ts');
  return launchRawOnTerminal(start, terminal);
}

/** Ends what takes too long. */
class Deadline {
  passed = false;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(ms: number | null, kill: () => Promise<void>) {
    if (ms === null) return;
    // Timers hold 31 bits; what is asked to take longer than 24 days has no deadline.
    if (ms > 0x7fff_ffff) return;
    this.#timer = setTimeout(() => {
      this.passed = true;
      void kill();
    }, ms);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
