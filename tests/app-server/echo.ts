// The other side of a channel under test; as a program it speaks on stdin and stdout.
import type { Channel } from '@codex/rpc/channel.ts';
import { stdioChannel } from '@codex/rpc/channels/stdio.ts';
import { isRequest } from '@codex/rpc/message.ts';

export async function echo(channel: Channel): Promise<void> {
  for await (const message of channel.messages) {
    if ('method' in message && message.method === 'leave') break;
    if (isRequest(message) && message.method === 'echo') await channel.send({ id: message.id, result: message.params });
  }
  await channel.close();
}

if (process.argv[1] === import.meta.filename) await echo(stdioChannel());
