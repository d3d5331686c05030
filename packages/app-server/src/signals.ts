// SIGTERM and SIGINT: the first asks for an orderly end, the second ends the process at once.

const exitCodes = { SIGTERM: 143, SIGINT: 130 } as const;

/** Aborts at the first signal. */
export function firstSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(exitCodes[signal]);
      stop.abort(new Error(`ended by ${signal}`));
    });
  }
  return stop.signal;
}

/** Resolves when the signal has aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
