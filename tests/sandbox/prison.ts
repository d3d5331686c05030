// A workspace, things outside of it worth stealing or breaking, and attempts to get at them, made by a real command
// under `codex sandbox`, as the user who runs the tests or as another one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';

const CANARY = 'canary-4711-secret';
const entry = join(import.meta.dirname, '../../packages/cli/src/codex.ts');

export interface Verdicts {
  /** By the name of the attempt: whether it worked. */
  readonly worked: Readonly<Record<string, boolean>>;
  readonly output: string;
}

export class Prison {
  /** Of the prisoner, and of all that it owns outside. */
  readonly #uid: number;
  /** Not below /tmp, which a workspace-write sandbox may write. */
  readonly #base = realpathSync(mkdtempSync('/var/tmp/codex-prison-'));
  readonly #tcp = createServer((socket) => socket.end(CANARY));
  readonly #unix = createServer((socket) => socket.end(CANARY));
  #victim: ChildProcess | undefined;

  constructor(uid: number) {
    this.#uid = uid;
  }

  async open(): Promise<void> {
    this.#write('home/auth.json', `{"OPENAI_API_KEY":"${CANARY}"}`);
    this.#write('home/web-server.token', CANARY);
    this.#write('home/config.toml', '');
    this.#write('outside/secret', 'untouched');
    this.#write('work/.git/config', '[core]\n');
    this.#write('work/.git/hooks/sample', '');
    for (const path of ['', 'work', 'work/.git', 'work/.git/hooks', 'outside', 'home']) this.#give(path);
    this.#tcp.listen(0, '127.0.0.1');
    this.#unix.listen(this.#socket);
    await Promise.all([once(this.#tcp, 'listening'), once(this.#unix, 'listening')]);
    chmodSync(this.#socket, 0o777);
    const identity = { uid: this.#uid, gid: this.#uid };
    this.#victim = spawn('sleep', ['300'], { env: { SECRET: CANARY }, ...identity, stdio: 'ignore' });
    await once(this.#victim, 'spawn');
  }

  /** Runs a script under `codex sandbox` with these options. */
  async run(options: readonly string[], script: string): Promise<string> {
    const args = [entry, 'sandbox', ...options, '--', '/bin/bash', '-c', script];
    const child = spawn(process.execPath, args, {
      cwd: join(this.#base, 'work'),
      env: this.#environment(),
      uid: this.#uid,
      gid: this.#uid,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', collect);
    await once(child, 'close');
    return output;
  }

  /** Each attempt is a shell command that succeeds when it got what it wanted. */
  async attempt(options: readonly string[], attempts: Readonly<Record<string, string>>): Promise<Verdicts> {
    const lines = Object.entries(attempts).map(
      ([name, command]) => `if ( ${command} ) >/dev/null 2>&1; then echo "@${name} yes"; else echo "@${name} no"; fi`,
    );
    const output = await this.run(options, lines.join('\n'));
    const verdicts = [...output.matchAll(/^@(\S+) (yes|no)$/gm)].map(([, name, word]) => [name, word === 'yes']);
    return { worked: Object.fromEntries(verdicts), output };
  }

  /** Undefined: there is nothing at this path below the base. */
  read(path: string): string | undefined {
    const file = join(this.#base, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  async close(): Promise<void> {
    this.#victim?.kill('SIGKILL');
    this.#tcp.close();
    this.#unix.close();
    rmSync(this.#base, { recursive: true, force: true });
  }

  get #socket(): string {
    return join(this.#base, 'outside/server.sock');
  }

  #environment(): Record<string, string> {
    const home = join(this.#base, 'home');
    return {
      PATH: process.env.PATH ?? '',
      HOME: home,
      CODEX_HOME: home,
      CODEX_AUTH_TOKEN: CANARY,
      OPENAI_API_KEY: CANARY,
      VICTIM: String(this.#victim?.pid),
      SERVER: String(process.pid),
      PORT: String((this.#tcp.address() as AddressInfo).port),
      SOCKET: this.#socket,
      OUTSIDE: join(this.#base, 'outside'),
      NODE: process.execPath,
    };
  }

  #write(path: string, text: string): void {
    const file = join(this.#base, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
    this.#give(path);
  }

  #give(path: string): void {
    if (process.getuid?.() === 0) chownSync(join(this.#base, path), this.#uid, this.#uid);
  }
}
