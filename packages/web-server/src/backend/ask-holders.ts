// Which asks JSON-RPC clients have on their screens: noted as they pass through a channel, forgotten with its end.
import type { Channel } from '@codex/rpc/channel.ts';
import { isRequest, isResponse, type MessageId } from '@codex/rpc/message.ts';

export class AskHolders {
  readonly #asksOf = new Map<Channel, Set<MessageId>>();

  /** Whether a client that is still there was asked. */
  has(askId: MessageId): boolean {
    return [...this.#asksOf.values()].some((asks) => asks.has(askId));
  }

  /** The channel, with what goes through it noted. */
  watch(channel: Channel): Channel {
    const asks = new Set<MessageId>();
    this.#asksOf.set(channel, asks);
    void channel.closed.then(() => this.#asksOf.delete(channel));
    return {
      exclusive: channel.exclusive,
      messages: channel.messages,
      closed: channel.closed,
      send(message) {
        if (isRequest(message)) asks.add(message.id);
        else if (!isResponse(message)) forget(asks, message);
        return channel.send(message);
      },
      close: (reason) => channel.close(reason),
    };
  }
}

function forget(asks: Set<MessageId>, message: { readonly method: string; readonly params?: unknown }): void {
  if (message.method !== 'serverRequest/resolved') return;
  asks.delete((message.params as { requestId: MessageId }).requestId);
}
