// Reads the recordings of the official server as messages, in the order in which they were on the wire.
import { readdirSync, readFileSync } from 'node:fs';

/** Recordings hold long texts as a length and a hash; this makes the same of a text. */
export const { trimText } = (await import(new URL('../oracle/lib/trim.mjs', import.meta.url).href)) as {
  trimText: (text: string) => string;
};

const folder = new URL('../oracle/recordings/', import.meta.url);

/** `connection` tells the clients of one recording apart. */
export interface RecordedMessage {
  readonly sender: 'client' | 'server';
  readonly connection: string;
  readonly message: WireMessage;
}

export interface WireMessage {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface Recording {
  readonly name: string;
  readonly messages: readonly RecordedMessage[];
}

interface RecordedLine {
  readonly dir: string;
  readonly conn?: string | number;
  readonly msg?: WireMessage;
}

export function readRecordings(): Recording[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.jsonl'));
  return files.sort().map((file) => ({ name: file.replace('.jsonl', ''), messages: readMessages(file) }));
}

function readMessages(file: string): RecordedMessage[] {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    const { dir, conn, msg } = JSON.parse(line) as RecordedLine;
    if (msg === undefined || typeof msg !== 'object' || (dir !== 'c2s' && dir !== 's2c')) return [];
    return [{ sender: dir === 'c2s' ? 'client' : 'server', connection: String(conn ?? 0), message: msg }];
  });
}

/** The request that a message answers; ids of client and server are counted apart. */
export function requestOf(answer: RecordedMessage, messages: readonly RecordedMessage[]): WireMessage | undefined {
  const isRequest = ({ sender, connection, message }: RecordedMessage) =>
    message.method !== undefined &&
    message.id === answer.message.id &&
    sender !== answer.sender &&
    connection === answer.connection;
  return messages.slice(0, messages.indexOf(answer)).findLast(isRequest)?.message;
}
