// One app server under measurement: a child process spoken to over stdio, and what it costs the machine.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly threadId?: string; readonly turn?: { readonly status: string } };
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Linux counts processor time a hundred times a second. */
const MS_PER_TICK = 10;

interface Waiter {
  resolve(message: Message): void;
}

export class ServerProcess {
  /** Notifications of `item/agentMessage/delta` so far. */
  deltas = 0;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #started = performance.now();
  readonly #responses = new Map<number, Waiter>();
  readonly #turns = new Map<string, Waiter>();
  #lastId = 0;

  constructor(command: readonly string[], codexHome: string) {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { env: { ...process.env, CODEX_HOME: codexHome, RUST_LOG: 'error' } });
    child.stderr.resume();
    createInterface({ input: child.stdout }).on('line', (line) => this.#take(JSON.parse(line)));
    this.#child = child;
  }

  /** Milliseconds from the start of the process to the answer of `initialize`. */
  async initialize(): Promise<number> {
    await this.call('initialize', { clientInfo: { name: 'bench', title: 'Bench', version: '0' } });
    const elapsed = performance.now() - this.#started;
    this.#send({ method: 'initialized' });
    return elapsed;
  }

  async startThread(cwd: string): Promise<string> {
    const { thread } = (await this.call('thread/start', { cwd })) as { thread: { id: string } };
    return thread.id;
  }

  /** From turn/start to turn/completed. */
  async runTurn(threadId: string, text = 'hi'): Promise<void> {
    const completed = new Promise<Message>((resolve) => this.#turns.set(threadId, { resolve }));
    await this.call('turn/start', { threadId, input: [{ type: 'text', text }] });
    const status = (await completed).params?.turn?.status;
    if (status !== 'completed') throw new Error(`the turn ended as ${status}`);
  }

  async call(method: string, params: unknown): Promise<Record<string, unknown>> {
    const id = ++this.#lastId;
    const response = new Promise<Message>((resolve) => this.#responses.set(id, { resolve }));
    this.#send({ id, method, params });
    const { result, error } = await response;
    if (result === undefined) throw new Error(`${method}: ${error?.message}`);
    return result;
  }

  /** Resident memory of the process and its descendants, in MB. */
  memory(): number {
    return this.#sumOfStatus('VmRSS');
  }

  /** The most that each of them ever had, in MB. */
  peakMemory(): number {
    return this.#sumOfStatus('VmHWM');
  }

  /** Of the process and its descendants, in milliseconds. */
  processorTime(): number {
    const ticks = this.#tree().map((pid) => {
      const fields = proc(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
      return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    });
    return ticks.reduce((total, one) => total + one, 0) * MS_PER_TICK;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  #sumOfStatus(field: string): number {
    const kilobytes = this.#tree().map((pid) =>
      Number(new RegExp(`${field}:\\s+(\\d+)`).exec(proc(pid, 'status'))?.[1] ?? 0),
    );
    return kilobytes.reduce((total, one) => total + one, 0) / 1024;
  }

  #send(message: unknown): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #take(message: Message): void {
    if (message.method === undefined) this.#responses.get(message.id ?? -1)?.resolve(message);
    else if (message.method === 'item/agentMessage/delta') this.deltas++;
    else if (message.method === 'turn/completed') this.#turns.get(message.params?.threadId ?? '')?.resolve(message);
  }

  #tree(pid: number = this.#child.pid ?? 0): number[] {
    const children = proc(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
    return [pid, ...children.flatMap((child) => this.#tree(child))];
  }
}

/** A file of /proc, empty when the process is gone. */
function proc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').trim();
  } catch {
    return '';
  }
}
