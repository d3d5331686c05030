// JSONL over two byte streams: one message per line. Messages of one tick leave in one write.
import type { Readable, Writable } from 'node:stream';
import { type Channel, type CloseReason, closedLocally, endedByPeer, lost, maxMessageBytes } from '../channel.ts';
import { LineSplitter, LineTooLongError } from '../lines.ts';
import { encode, type Message, parse } from '../message.ts';

/** From this many waiting characters on, a batch is written at once and the sender is asked to wait. */
const batchLength = 64 * 1024;
/** How long a reader that does not read may hold up the end. */
const lastWriteMs = 1_000;

export interface JsonlOptions {
  /** Default: `maxMessageBytes`. */
  readonly maxLineBytes?: number;
}

/** The channel of this process to whoever started it. */
export function stdioChannel(): Channel {
  return new JsonlChannel(process.stdin, process.stdout);
}

export class JsonlChannel implements Channel {
  readonly exclusive = true;
  readonly messages: AsyncIterable<Message>;
  readonly closed: Promise<CloseReason>;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #settle: (reason: CloseReason) => void;
  #reason: CloseReason | undefined;
  /** The input came to its end; the other side may still be reading. */
  #inputEnded = false;
  #batch = '';
  #flushing = false;
  #room: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(input: Readable, output: Writable, options: JsonlOptions = {}) {
    this.#input = input;
    this.#output = output;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    this.#settle = resolve;
    this.messages = this.#read(new LineSplitter(options.maxLineBytes ?? maxMessageBytes));
    output.on('drain', () => this.#release());
    output.on('error', (error) => this.#end(lost(error)));
  }

  send(message: Message): Promise<void> | undefined {
    if (this.#reason) return undefined;
    this.#batch += `${encode(message)}\n`;
    if (this.#batch.length >= batchLength) this.#flush();
    else if (!this.#flushing) {
      this.#flushing = true;
      process.nextTick(() => this.#flush());
    }
    if (!this.#output.writableNeedDrain) return undefined;
    this.#room ??= Promise.withResolvers<void>();
    return this.#room.promise;
  }

  async close(reason: CloseReason = closedLocally): Promise<void> {
    if (this.#reason) return;
    this.#flush();
    const written = Promise.withResolvers<void>();
    this.#output.end(() => written.resolve());
    this.#end(this.#inputEnded ? endedByPeer : reason);
    const timer = setTimeout(() => written.resolve(), lastWriteMs);
    await written.promise;
    clearTimeout(timer);
    this.#output.destroy();
  }

  #flush(): void {
    this.#flushing = false;
    if (this.#batch === '') return;
    const text = this.#batch;
    this.#batch = '';
    this.#output.write(text);
  }

  #release(): void {
    this.#room?.resolve();
    this.#room = undefined;
  }

  #end(reason: CloseReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#input.destroy();
    this.#release();
    this.#settle(reason);
  }

  async *#read(lines: LineSplitter): AsyncGenerator<Message> {
    try {
      for await (const chunk of this.#input) yield* messagesOf(lines.push(chunk as Buffer));
      yield* messagesOf(lines.end());
      this.#inputEnded = true;
    } catch (error) {
      const tooLarge = error instanceof LineTooLongError;
      this.#end(tooLarge ? { code: 'too_large', message: error.message } : lost(error));
    }
  }
}

function* messagesOf(lines: readonly string[]): Generator<Message> {
  for (const line of lines) {
    const message = parse(line);
    if (message) yield message;
  }
}
