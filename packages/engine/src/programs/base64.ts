// Bytes from base64, read strictly: padded, canonical, no foreign symbol. A refusal names the first fault, in the words
// that clients of the official server know.
import { EngineError } from '../errors.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Bits of the last symbol that carry nothing, by the number of symbols in the last group. */
const unusedBits: Readonly<Record<number, number>> = { 2: 0b1111, 3: 0b11 };

function badSymbol(text: string, at: number): string {
  return `Invalid symbol ${text.codePointAt(at)}, offset ${at}.`;
}

/** Where something stands that is neither a symbol nor padding in its place; -1 when all is in order. */
function firstStray(text: string): number {
  const lastGroup = Math.max(0, (Math.ceil(text.length / 4) - 1) * 4);
  const padding = text.indexOf('=', lastGroup);
  for (let at = 0; at < text.length; at++) {
    const isPadding = text[at] === '=' && at >= lastGroup + 2;
    if (!isPadding && !ALPHABET.includes(text[at] as string)) return at;
    if (!isPadding && padding !== -1 && at > padding) return padding;
  }
  return -1;
}

function faultOf(text: string): string | undefined {
  const stray = firstStray(text);
  if (stray !== -1) return badSymbol(text, stray);
  const symbols = text.replace(/=+$/, '').length;
  const inLastGroup = symbols % 4;
  if (inLastGroup === 1) return `Invalid input length: ${text.length}`;
  if (text.length % 4 !== 0) return 'Invalid padding';
  const unused = unusedBits[inLastGroup] ?? 0;
  const last = text[symbols - 1] ?? 'A';
  return (ALPHABET.indexOf(last) & unused) === 0
    ? undefined
    : `Invalid last symbol ${last.charCodeAt(0)}, offset ${symbols - 1}.`;
}

/** Throws EngineError `invalid_params`. */
export function decodeBase64(text: string, field: string): Buffer {
  const fault = faultOf(text);
  if (fault !== undefined) throw new EngineError('invalid_params', `invalid ${field}: ${fault}`);
  return Buffer.from(text, 'base64');
}
