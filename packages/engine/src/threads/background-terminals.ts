// thread/backgroundTerminals/*: lists and ends the commands of a thread that outlived the calls that started them.
import type {
  ThreadBackgroundTerminal,
  ThreadBackgroundTerminalsListParams,
  ThreadBackgroundTerminalsListResponse,
} from '@codex/protocol/thread/background-terminals.ts';
import type { BackgroundTerminals } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import type { ExecSessions, RunningCommand } from '../exec/sessions.ts';

export function backgroundTerminals(sessions: ExecSessions): BackgroundTerminals {
  const end = (commands: readonly RunningCommand[]) => {
    for (const { processId } of commands) void sessions.terminate(processId);
  };
  return {
    list: (params) => list(sessions, params),
    terminate({ processId }) {
      const id = String(parseNumber(processId, 'invalid background terminal process id'));
      const found = sessions.list().filter((command) => command.processId === id);
      return { response: { terminated: found.length > 0 }, begin: () => end(found) };
    },
    clean: () => ({ response: {}, begin: () => end(sessions.list()) }),
  };
}

/** In the order of their numbers; the cursor is the last number of the page before. */
async function list(
  sessions: ExecSessions,
  { cursor, limit }: ThreadBackgroundTerminalsListParams,
): Promise<ThreadBackgroundTerminalsListResponse> {
  const after = cursor == null ? Number.NEGATIVE_INFINITY : parseNumber(cursor, 'invalid cursor');
  const rest = sessions
    .list()
    .filter(({ processId }) => Number(processId) > after)
    .sort((one, other) => Number(one.processId) - Number(other.processId));
  const page = rest.slice(0, limit == null ? undefined : Math.max(1, limit));
  const data = await Promise.all(page.map(toWire));
  return { data, nextCursor: page.length < rest.length ? (page.at(-1)?.processId ?? null) : null };
}

async function toWire(running: RunningCommand): Promise<ThreadBackgroundTerminal> {
  const { figures, ...facts } = running;
  return { ...facts, ...(await figures()) };
}

/** A whole number of 32 bits, refused in the words that clients of the official server know. */
function parseNumber(text: string, refusal: string): number {
  if (text === '') throw invalidRequest(`${refusal}: cannot parse integer from empty string`);
  if (!/^[+-]?\d+$/.test(text)) throw invalidRequest(`${refusal}: invalid digit found in string`);
  const number = Number(text);
  if (number > 0x7fff_ffff) throw invalidRequest(`${refusal}: number too large to fit in target type`);
  if (number < -0x8000_0000) throw invalidRequest(`${refusal}: number too small to fit in target type`);
  return number;
}
