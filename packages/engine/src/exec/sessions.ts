// Running commands of one thread, by the session id the model knows them by. Contract; implementation below.

export interface ExecSessions {
  /** Kills everything that still runs, descendants included, and resolves when it is dead. */
  close(): Promise<void>;
}
