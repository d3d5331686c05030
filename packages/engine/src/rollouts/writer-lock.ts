// One writer per thread, across processes and also against the official server: flock(2) on
// CODEX_HOME/thread-writer-locks/<thread>.lock. Node has no flock, so flock(1) locks a descriptor that it inherits; the
// lock belongs to the open file, which stays with us. Lock files are left where they are: removing one could split it.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { invalidRequest } from '../errors.ts';
import { plainEnvironment } from '../plain-environment.ts';

type Warn = (message: string) => void;

export class WriterLock {
  readonly #codexHome: string;
  readonly #threadId: string;
  readonly #warn: Warn;
  #held: Promise<() => void> | undefined;

  constructor(codexHome: string, threadId: string, warn: Warn = () => {}) {
    this.#codexHome = codexHome;
    this.#threadId = threadId;
    this.#warn = warn;
  }

  /** Rejects with EngineError `thread … already has an active writer`. */
  async acquire(): Promise<void> {
    this.#held ??= take(this.#codexHome, this.#threadId, this.#warn);
    await this.#held;
  }

  /** For a new thread: nobody else can know of it yet, so nobody waits for the lock. */
  acquireSoon(): void {
    setImmediate(() => this.acquire().catch((error: unknown) => this.#warn(String(error))));
  }

  async release(): Promise<void> {
    const release = await this.#held?.catch(() => undefined);
    this.#held = undefined;
    release?.();
  }
}

/** Runs `act` as the only writer of the thread. */
export async function withWriterLock<T>(codexHome: string, threadId: string, act: () => T | Promise<T>): Promise<T> {
  const lock = new WriterLock(codexHome, threadId);
  await lock.acquire();
  try {
    return await act();
  } finally {
    await lock.release();
  }
}

/** Returns release. A home that cannot be written needs no lock: what is appended later is refused with its reason. */
async function take(codexHome: string, threadId: string, warn: Warn): Promise<() => void> {
  const folder = path.join(codexHome, 'thread-writer-locks');
  const file = path.join(folder, `${threadId}.lock`);
  let fd: number;
  try {
    mkdirSync(folder, { recursive: true });
    fd = openSync(file, 'a', 0o600);
  } catch {
    return () => {};
  }
  const outcome = await flockSoon(fd);
  if (outcome === 'locked') return () => closeSync(fd);
  closeSync(fd);
  if (outcome === 'busy') throw busy(threadId);
  return takeWithoutFlock(file, threadId, warn);
}

/** How long a lock that is held may take to be let go, and how often that is looked at. */
const patienceMs = 1000;
const againMs = 50;

/**
 * A server that was killed holds its locks until the last child it was about to start is gone: a moment, which whoever
 * takes its place must not be refused for.
 */
async function flockSoon(fd: number): Promise<'locked' | 'busy' | 'missing'> {
  for (const until = performance.now() + patienceMs; ; ) {
    const outcome = await flock(fd);
    if (outcome !== 'busy' || performance.now() > until) return outcome;
    await sleep(againMs);
  }
}

function flock(fd: number): Promise<'locked' | 'busy' | 'missing'> {
  return new Promise((resolve) => {
    const child = spawn('flock', ['-n', '3'], {
      env: plainEnvironment(),
      stdio: ['ignore', 'ignore', 'ignore', fd],
    });
    child.once('error', () => resolve('missing'));
    child.once('exit', (code) => resolve(code === 0 ? 'locked' : code === 1 ? 'busy' : 'missing'));
  });
}

const warned = new Set<Warn>();

/** Keeps out our own processes only. A file whose process is gone counts for nothing. */
function takeWithoutFlock(lockFile: string, threadId: string, warn: Warn): () => void {
  const file = `${lockFile}.pid`;
  if (!warned.has(warn)) warn('flock(1) is missing: other programs are not kept from writing to the same threads');
  warned.add(warn);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch {
      if (isAlive(file)) throw busy(threadId);
      rmSync(file, { force: true });
    }
  }
  throw busy(threadId);
}

function isAlive(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function busy(threadId: string) {
  return invalidRequest(`thread ${threadId} already has an active writer`);
}
