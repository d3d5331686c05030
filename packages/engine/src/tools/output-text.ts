// What the model is told of a command: a short head, then the output, cut in the middle to a number of tokens.
import { randomBytes } from 'node:crypto';
import type { Reading } from '../exec/session.ts';

/** Tokens are estimated: four bytes of UTF-8 are one. */
const BYTES_PER_TOKEN = 4;

export function tokensOf(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}

/** Start of the character that byte `at` lies in. */
function characterStart(bytes: Buffer, at: number): number {
  let start = at;
  while (start > 0 && start < bytes.length && ((bytes[start] as number) & 0xc0) === 0x80) start--;
  return start;
}

function characterEnd(bytes: Buffer, at: number): number {
  let end = at;
  while (end < bytes.length && ((bytes[end] as number) & 0xc0) === 0x80) end++;
  return end;
}

/** The first and the last part of the text, together at most `maxTokens`, around a note of what is missing. */
export function cutMiddle(text: string, maxTokens: number): string {
  const bytes = Buffer.from(text, 'utf8');
  const budget = maxTokens * BYTES_PER_TOKEN;
  if (bytes.length <= budget) return text;
  const half = Math.floor(budget / 2);
  const head = bytes.subarray(0, characterStart(bytes, half)).toString('utf8');
  const tail = bytes.subarray(characterEnd(bytes, bytes.length - (budget - half))).toString('utf8');
  return `${head}…${tokensOf(bytes.length - budget)} tokens truncated…${tail}`;
}

function countLines(text: string): number {
  const breaks = text.split('\n').length - 1;
  return text === '' || text.endsWith('\n') ? breaks : breaks + 1;
}

function boundedOutput(reading: Reading, maxTokens: number): string {
  const { output } = reading;
  if (Buffer.byteLength(output) <= maxTokens * BYTES_PER_TOKEN) return output;
  const missing =
    reading.omittedBytes > 0
      ? `... ${reading.omittedBytes} bytes omitted ...`
      : `Total output lines: ${countLines(output)}`;
  const tokens = tokensOf(reading.outputBytes);
  return `Warning: truncated output (original token count: ${tokens})\n${missing}\n\n${cutMiddle(output, maxTokens)}`;
}

/** `sessionId` is named while the command runs. */
export function describeReading(reading: Reading, sessionId: number, maxTokens: number): string {
  const state =
    reading.exitCode === undefined
      ? `Process running with session ID ${sessionId}`
      : `Process exited with code ${reading.exitCode}`;
  return [
    `Chunk ID: ${randomBytes(3).toString('hex')}`,
    `Wall time: ${(reading.wallMs / 1000).toFixed(4)} seconds`,
    state,
    `Original token count: ${tokensOf(reading.outputBytes)}`,
    'Output:',
    boundedOutput(reading, maxTokens),
  ].join('\n');
}

/** What the model is told of a command that was not started. */
export function rejectedText(why: string): string {
  const reason = `Rejected(${JSON.stringify(why)})`;
  return `exec_command failed: CreateProcess { message: ${JSON.stringify(reason)} }`;
}
