// How this program was started, so that it can be started again as one of its helpers.

export function selfCommand(): readonly string[] {
  return [process.execPath, ...process.execArgv, process.argv[1] ?? ''];
}
