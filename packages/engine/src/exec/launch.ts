// What it takes to start a command, and what is known of it while it runs; the same for pipes and terminals.

export interface Launch {
  readonly argv: readonly [string, ...string[]];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Unique; becomes the marker by which the processes of this command are found again. */
  readonly callId: string;
  /** Decoded output in its order; never called after `exited` resolved. May be called with ''. */
  onOutput(text: string): void;
}

export interface ProcessHandle {
  readonly pid: number;
  /** Types into the terminal; null when the command has no input (its stdin is /dev/null). */
  readonly write: ((text: string) => void) | null;
  /** Exit code (128 + signal when killed), after all output was delivered. Never rejects. */
  readonly exited: Promise<number>;
}
