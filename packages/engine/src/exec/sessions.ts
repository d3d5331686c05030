// Running commands of one thread, by the session id the model knows them by. Contract; implementation below.

/** A background terminal, as `thread/backgroundTerminals/list` shows it. */
export interface RunningCommand {
  readonly itemId: string;
  /** The session id as text. */
  readonly processId: string;
  /** The script, without the shell around it. */
  readonly command: string;
  readonly cwd: string;
  readonly osPid: number | null;
}

export interface ExecSessions {
  /** Commands that still run and whose session id the model was given, oldest first. */
  list(): RunningCommand[];
  /** Kills one command, descendants included; its item completes as failed. False: no such command runs. */
  terminate(processId: string): Promise<boolean>;
  /** Kills everything that still runs, descendants included, and resolves when it is dead. */
  close(): Promise<void>;
}
