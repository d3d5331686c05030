// thread/resume with a history: a new thread that begins with what the client says was said before.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ThreadResumeParams } from '@codex/protocol/thread/resume.ts';
import type { ClientIdentity } from '../engine.ts';
import { responseItem, threadSettingsApplied } from '../rollouts/records.ts';
import { readItems } from './inject-items.ts';
import { newThread } from './new-thread.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

export async function beginFromHistory(
  world: World,
  { history, threadId: _id, path: _path, ...wishes }: ThreadResumeParams,
  client: ClientIdentity,
): Promise<Thread> {
  const items = await readItems(history ?? []);
  const thread = await newThread(world, wishes, client);
  await thread.materialise();
  const lines = items.map((item) => responseItem(item, thread.runtime.historySequence.next()));
  thread.record([...lines, threadSettingsApplied(thread.id, thread.settings)]);
  thread.notePreview(firstWords(items));
  world.loaded.keep(thread);
  thread.announceStatus({ type: 'idle' });
  return thread;
}

function firstWords(items: readonly ResponseItem[]): string {
  const said = items.find((item) => item.type === 'message' && item.role === 'user');
  if (said?.type !== 'message') return '';
  return said.content.flatMap((part) => ('text' in part ? [part.text] : [])).join(' ');
}
