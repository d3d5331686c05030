// POST /commands: runs a command to its end. The time limit of this route is the caller's to change.
import type { App } from '../rest/app.ts';
import { HttpError, invalidRequest } from '../rest/errors.ts';
import { fieldsOf, paramsOf } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

const defaultTimeoutMs = 10_000;
/** What the protocol reports for a command that was stopped for its time. */
const timeoutExitCode = 124;

export async function execCommand(call: Call, app: App): Promise<Fields> {
  const { command } = call.body;
  if (!Array.isArray(command) || command.length === 0) throw invalidRequest('Command cannot be empty');
  const given = await paramsOf('command/exec', call.body);
  const limited = given.timeoutMs != null || given.disableTimeout === true;
  const params = limited ? given : { ...given, timeoutMs: defaultTimeoutMs };
  const began = performance.now();
  const result = await app.backend.request('command/exec', params);
  const limit = params.timeoutMs ?? Number.POSITIVE_INFINITY;
  const timedOut = result.exitCode === timeoutExitCode && performance.now() - began >= limit;
  if (timedOut && !limited) throw new HttpError(504, 'TIMEOUT', 'Command exceeded 10s timeout');
  return { ...fieldsOf('command/exec', result), ...(timedOut && { timed_out: true }) };
}
