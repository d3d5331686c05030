// The commands of one thread, by the session id the model knows them by: started, looked up, ended, bounded in number.
import { randomInt, randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { HelperFolder } from './helper-folder.ts';
import type { Launch, ProcessHandle } from './launch.ts';
import { OutputBuffer } from './output-buffer.ts';
import { launchOnPipes } from './process.ts';
import type { ProcessFigures } from './process-figures.ts';
import { launchOnTerminal } from './pty.ts';
import { type CommandFacts, ExecSession } from './session.ts';

/** A background terminal, as `thread/backgroundTerminals/list` shows it. */
export interface RunningCommand {
  readonly itemId: string;
  /** The session id as text. */
  readonly processId: string;
  /** The script, without the shell around it. */
  readonly command: string;
  readonly cwd: string;
  readonly osPid: number;
  figures(): Promise<ProcessFigures>;
}

/** A command to start; `onOutput` is called in order, with text that was decoded across chunk borders. */
export interface CommandStart extends CommandFacts {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly tty: boolean;
  onOutput(text: string): void;
}

export interface ExecSessions {
  /** Throws the operating system's error when nothing could be started (`cwd` does not exist, too many processes). */
  start(command: CommandStart): Promise<ExecSession>;
  /** A session the model may ask for: running, or ended and not looked at since. */
  find(id: number): ExecSession | undefined;
  /** Ends the model's knowledge of a session, whose end it was told. */
  forget(id: number): void;
  /** Commands that still run and whose session id the model was given, oldest first. */
  list(): RunningCommand[];
  /** Kills one command, descendants included; its item completes as failed. False: no such command runs. */
  terminate(processId: string): Promise<boolean>;
  /** Kills everything that still runs, descendants included, and resolves when it is dead. */
  close(): Promise<void>;
}

/** Sessions of a thread at the same time; the newest are never the ones to go. */
const MAX_SESSIONS = 64;
const NEWEST_PROTECTED = 8;

/** `helpers` are put on the PATH of every command. */
export function createExecSessions(helpers: HelperFolder | null = null): ExecSessions {
  return new ThreadSessions(helpers);
}

class ThreadSessions implements ExecSessions {
  readonly #sessions = new Map<number, ExecSession>();
  readonly #reserved = new Set<number>();
  readonly #helpers: HelperFolder | null;
  #closed = false;

  constructor(helpers: HelperFolder | null) {
    this.#helpers = helpers;
  }

  async start(command: CommandStart): Promise<ExecSession> {
    if (this.#closed) throw new Error('the thread is closed');
    const id = this.#newId();
    this.#reserved.add(id);
    try {
      const equipped = await this.#helpers?.equip(command.argv, command.env);
      const session = await launchSession(id, { ...command, onOutput: (text) => command.onOutput(text), ...equipped });
      this.#sessions.set(id, session);
      if (this.#closed) await session.discard();
      this.#makeRoom();
      return session;
    } finally {
      this.#reserved.delete(id);
    }
  }

  find(id: number): ExecSession | undefined {
    return this.#sessions.get(id);
  }

  forget(id: number): void {
    this.#sessions.delete(id);
  }

  list(): RunningCommand[] {
    const running = [...this.#sessions.values()].filter((one) => one.promoted && one.exitCode === undefined);
    return running.map((session) => ({
      itemId: session.facts.itemId,
      processId: String(session.id),
      command: session.facts.command,
      cwd: session.facts.cwd,
      osPid: session.osPid,
      figures: () => session.figures(),
    }));
  }

  async terminate(processId: string): Promise<boolean> {
    const session = this.#sessions.get(Number(processId));
    if (session === undefined || session.exitCode !== undefined) return false;
    this.forget(session.id);
    await session.terminate();
    return true;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const running = [...this.#sessions.values()].filter((one) => one.exitCode === undefined);
    this.#sessions.clear();
    await Promise.all(running.map((one) => one.terminate()));
  }

  #newId(): number {
    for (;;) {
      const id = randomInt(10_000, 100_000);
      if (!this.#sessions.has(id) && !this.#reserved.has(id)) return id;
    }
  }

  /** Over the limit, the oldest ended session goes, or else the oldest running one. */
  #makeRoom(): void {
    if (this.#sessions.size <= MAX_SESSIONS) return;
    const candidates = [...this.#sessions.values()].slice(0, -NEWEST_PROTECTED);
    const victim = candidates.find((one) => one.exitCode !== undefined) ?? candidates[0];
    if (victim === undefined) return;
    this.forget(victim.id);
    if (victim.exitCode === undefined) void victim.terminate();
  }
}

async function launchSession(id: number, command: CommandStart): Promise<ExecSession> {
  const printed = new OutputBuffer();
  const unread = { buffer: new OutputBuffer() };
  const launch: Launch = {
    argv: command.argv,
    cwd: command.cwd,
    env: command.env,
    callId: randomUUID(),
    onOutput(text) {
      if (text === '') return;
      printed.write(text);
      unread.buffer.write(text);
      command.onOutput(text);
    },
  };
  const handle: ProcessHandle = await launchIn(launch, command.tty);
  const { itemId, command: script, cwd } = command;
  return new ExecSession(id, launch.callId, { itemId, command: script, cwd }, handle, { printed, unread });
}

async function launchIn(launch: Launch, tty: boolean): Promise<ProcessHandle> {
  // Checked first: a bad working directory would otherwise be reported as a missing program.
  if (!(await stat(launch.cwd)).isDirectory()) {
    throw Object.assign(new Error(`${launch.cwd} is not a directory`), { code: 'ENOTDIR' });
  }
  return tty ? launchOnTerminal(launch) : launchOnPipes(launch);
}
