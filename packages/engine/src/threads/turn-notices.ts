// `notify` of the user's configuration: a program is told of each turn that is complete, in one argument of JSON, as the
// official server tells it. Nobody waits for it, and what it does has no effect on the thread.
import { spawn } from 'node:child_process';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { logger } from '@codex/telemetry/logger.ts';
import type { Entry, Follower } from '../entry.ts';
import { isFromUser } from '../turns/compacted-history.ts';
import type { Thread } from './thread.ts';

/** Systems refuse arguments much longer than this, in characters; older words of the user are left out before that. */
const MAX_WORDS = 60_000;

interface Program {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
}

/** Told every entry of the thread. */
export function turnNotices({ command, env }: Program, thread: Thread): Follower {
  return {
    push({ message }: Entry) {
      if (message.method !== 'turn/completed') return;
      const { turn } = message.params;
      const answer = turn.items.findLast((item) => item.type === 'agentMessage');
      if (turn.status === 'completed' && answer) run({ command, env }, describe(turn, answer.text, thread));
    },
  };
}

function describe({ id }: WireTurn, answer: string, thread: Thread): string {
  return JSON.stringify({
    type: 'agent-turn-complete',
    'thread-id': thread.id,
    'turn-id': id,
    cwd: thread.settings.cwd,
    client: thread.origin.client.name,
    'input-messages': newest(thread.state.history.items()),
    'last-assistant-message': answer.slice(0, MAX_WORDS),
  });
}

function newest(history: readonly ResponseItem[]): string[] {
  const texts = history.filter(isFromUser).map(({ content }) => content.map(textOf).join(''));
  let left = MAX_WORDS;
  const first = texts.findLastIndex((text) => {
    left -= text.length;
    return left < 0;
  });
  return texts.slice(first + 1);
}

function textOf(part: object): string {
  return 'text' in part && typeof part.text === 'string' ? part.text : '';
}

function run({ command: [program, ...args], env }: Program, notice: string): void {
  const failed = (error: unknown) => logger.warn('the program of `notify` was not run', { program, error });
  try {
    const child = spawn(program, [...args, notice], { stdio: 'ignore', env });
    child.on('error', failed);
    child.unref();
  } catch (error) {
    failed(error);
  }
}
