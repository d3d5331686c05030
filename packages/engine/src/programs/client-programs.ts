// What clients run beside any thread: `command/exec` in the sandbox, `process/spawn` outside of it. Everything belongs
// to one connection and ends with it.
import type {
  CommandExecParams,
  CommandExecResizeParams,
  CommandExecResponse,
  CommandExecTerminateParams,
  CommandExecWriteParams,
} from '@codex/protocol/command/exec.ts';
import type {
  ProcessKillParams,
  ProcessResizePtyParams,
  ProcessSpawnParams,
  ProcessWriteStdinParams,
} from '@codex/protocol/process/process.ts';
import type { ClientPrograms, Deferred, Notify } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { checkSize, checkTimeout, NamedPrograms, type Wording } from './named-programs.ts';
import type { CappedChunk } from './output-cap.ts';
import type { Program, ProgramStart } from './program.ts';
import { confinedCommand, type ProgramSite, unconfinedEnvironment } from './surroundings.ts';

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_CAP_BYTES = 1024 * 1024;
const DEFAULT_SIZE = { rows: 24, cols: 80 };

const commandWording: Wording = {
  start: 'command/exec',
  write: 'command/exec/write',
  noun: 'command',
  sized: 'command/exec',
  one: 'this command/exec',
  missing: (name) => `no active command/exec for process id ${JSON.stringify(name)}`,
  duplicate: (name) => `duplicate active command/exec process id: ${JSON.stringify(name)}`,
};

const processWording: Wording = {
  start: 'process/spawn',
  write: 'process/writeStdin',
  noun: 'process',
  sized: 'process',
  one: 'this process',
  missing: (name) => `no active process for process handle ${JSON.stringify(name)}`,
  duplicate: (name) => `duplicate active process handle: ${JSON.stringify(name)}`,
};

export class ConnectionPrograms implements ClientPrograms {
  readonly #site: ProgramSite;
  readonly #notify: Notify;
  readonly #commands = new NamedPrograms(commandWording);
  readonly #processes = new NamedPrograms(processWording);

  constructor(site: ProgramSite, notify: Notify) {
    this.#site = site;
    this.#notify = notify;
  }

  async exec(params: CommandExecParams): Promise<CommandExecResponse> {
    const argv = argvOf(params.command);
    const limits = commandLimits(params);
    const { processId = null, tty = false } = params;
    const streams = tty || (params.streamStdoutStderr ?? false);
    if (processId === null && (streams || params.streamStdin)) {
      throw invalidRequest('command/exec tty or streaming requires a client-supplied processId');
    }
    const onOutput = (stream: 'stdout' | 'stderr', chunk: CappedChunk) =>
      this.#notify({
        method: 'command/exec/outputDelta',
        params: { processId: processId ?? '', stream, ...wireChunk(chunk) },
      });
    let release = () => {};
    const start = async () => {
      const confined = await confinedCommand(this.#site, { ...params, argv });
      release = confined.release;
      return {
        ...confined,
        ...limits,
        terminal: tty ? (params.size ?? DEFAULT_SIZE) : null,
        input: params.streamStdin ?? false,
        onOutput: streams ? onOutput : null,
      };
    };
    try {
      const program = await this.#commands.start(processId, start);
      const { exitCode, stdout, stderr } = await program.ended;
      return { exitCode, stdout: stdout.text, stderr: stderr.text };
    } finally {
      release();
    }
  }

  /** `begin` lets output and end be told. */
  async spawn(params: ProcessSpawnParams): Promise<Deferred<Record<string, never>>> {
    const { processHandle, tty = false } = params;
    const argv = argvOf(params.command);
    if (processHandle === '') throw invalidRequest('processHandle must not be empty');
    const limits = processLimits(params);
    const tellings = new Tellings(this.#notify);
    const onOutput = (stream: 'stdout' | 'stderr', chunk: CappedChunk) =>
      tellings.tell({ method: 'process/outputDelta', params: { processHandle, stream, ...wireChunk(chunk) } });
    const program = await this.#processes.start(processHandle, async () => ({
      argv,
      cwd: params.cwd,
      env: await unconfinedEnvironment(this.#site, params.env),
      ...limits,
      terminal: tty ? (params.size ?? DEFAULT_SIZE) : null,
      input: params.streamStdin ?? false,
      onOutput: tty || params.streamStdoutStderr ? onOutput : null,
    }));
    void this.#tellExit(processHandle, program, tellings);
    return { response: {}, begin: () => tellings.begin() };
  }

  async writeCommand({ processId, ...input }: CommandExecWriteParams): Promise<void> {
    await this.#commands.write(processId, input);
  }

  async resizeCommand({ processId, size }: CommandExecResizeParams): Promise<void> {
    await this.#commands.resize(processId, size);
  }

  async terminateCommand({ processId }: CommandExecTerminateParams): Promise<void> {
    await this.#commands.terminate(processId);
  }

  async writeProcess({ processHandle, ...input }: ProcessWriteStdinParams): Promise<void> {
    await this.#processes.write(processHandle, input);
  }

  async resizeProcess({ processHandle, size }: ProcessResizePtyParams): Promise<void> {
    await this.#processes.resize(processHandle, size);
  }

  async killProcess({ processHandle }: ProcessKillParams): Promise<void> {
    await this.#processes.terminate(processHandle);
  }

  async close(): Promise<void> {
    await Promise.all([this.#commands.close(), this.#processes.close()]);
  }

  async #tellExit(processHandle: string, program: Program, tellings: Tellings): Promise<void> {
    const { exitCode, drainTimedOut, stdout, stderr } = await program.ended;
    tellings.tell({
      method: 'process/exited',
      params: {
        processHandle,
        exitCode,
        outputDrainTimedOut: drainTimedOut,
        stdout: stdout.text,
        stdoutCapReached: stdout.capReached,
        stderr: stderr.text,
        stderrCapReached: stderr.capReached,
      },
    });
  }
}

/** What is to be told after the response; held back until then. */
class Tellings {
  readonly #notify: Notify;
  #held: Parameters<Notify>[0][] | null = [];

  constructor(notify: Notify) {
    this.#notify = notify;
  }

  tell(notification: Parameters<Notify>[0]): void {
    if (this.#held) this.#held.push(notification);
    else this.#notify(notification);
  }

  begin(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const notification of held) this.#notify(notification);
  }
}

function argvOf(command: readonly string[]): [string, ...string[]] {
  const [file, ...args] = command;
  if (file === undefined) throw invalidRequest('command must not be empty');
  return [file, ...args];
}

type Limits = Pick<ProgramStart, 'outputCapBytes' | 'timeoutMs'>;

function commandLimits(params: CommandExecParams): Limits {
  const { outputBytesCap = null, timeoutMs = null, disableOutputCap, disableTimeout } = params;
  const conflict = (one: string, other: string) =>
    new EngineError('invalid_params', `command/exec cannot set both ${one} and ${other}`);
  checkSize(params.size, params.tty, commandWording);
  if (disableOutputCap && outputBytesCap !== null) throw conflict('outputBytesCap', 'disableOutputCap');
  if (disableTimeout && timeoutMs !== null) throw conflict('timeoutMs', 'disableTimeout');
  const timeout = checkTimeout(timeoutMs ?? DEFAULT_TIMEOUT_MS, commandWording);
  if (params.sandboxPolicy && params.permissionProfile) {
    throw invalidRequest('`permissionProfile` cannot be combined with `sandboxPolicy`');
  }
  return {
    outputCapBytes: disableOutputCap ? null : Number(outputBytesCap ?? DEFAULT_CAP_BYTES),
    timeoutMs: disableTimeout ? null : timeout,
  };
}

/** Here absent and null differ: null is no limit at all. */
function processLimits(params: ProcessSpawnParams): Limits {
  const { outputBytesCap = DEFAULT_CAP_BYTES, timeoutMs = DEFAULT_TIMEOUT_MS } = params;
  checkSize(params.size, params.tty, processWording);
  return {
    outputCapBytes: outputBytesCap === null ? null : Number(outputBytesCap),
    timeoutMs: checkTimeout(timeoutMs, processWording),
  };
}

function wireChunk({ bytes, capReached }: CappedChunk) {
  return { deltaBase64: bytes.toString('base64'), capReached };
}
