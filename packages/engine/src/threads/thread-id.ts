// Reads thread ids as clients send them: any usual spelling of a UUID. Refusals are worded like the official server's.
import { invalidRequest } from '../errors.ts';

const spelling = /^(?:urn:uuid:|\{)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;
const groupLengths = [8, 4, 4, 4, 12];

/** The id in its usual form. Throws `invalid <noun> id: …`. */
export function parseThreadId(text: string, noun: 'thread' | 'session' = 'thread'): string {
  const match = spelling.exec(text);
  if (!match || !isRegular(text)) throw invalidRequest(`invalid ${noun} id: ${whyNot(text)}`);
  return match.slice(1).join('-').toLowerCase();
}

/** In the form in which threads are stored. */
export function isThreadId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** All hyphens or, in the plain form, none. */
function isRegular(text: string): boolean {
  const { body, plain } = bodyOf(text);
  const hyphens = body.split('-').length - 1;
  return hyphens === 4 || (hyphens === 0 && plain);
}

function whyNot(text: string): string {
  const { body, offset, plain } = bodyOf(text);
  const strange = /[^0-9a-f-]/iu.exec(body);
  if (strange) {
    const at = Buffer.byteLength(body.slice(0, strange.index)) + offset + 1;
    return `invalid character: expected an optional prefix of \`urn:uuid:\` followed by [0-9a-fA-F-], found \`${strange[0]}\` at ${at}`;
  }
  const groups = body.split('-');
  if (groups.length === 1 && plain) {
    return `invalid length: expected length 32 for simple format, found ${text.length}`;
  }
  if (groups.length !== 5) return `invalid group count: expected 5, found ${groups.length}`;
  const wrong = groups.findIndex((group, index) => group.length !== groupLengths[index]);
  return `invalid group length in group ${wrong}: expected ${groupLengths[wrong]}, found ${groups[wrong]?.length}`;
}

function bodyOf(text: string): { body: string; offset: number; plain: boolean } {
  if (text.startsWith('{') && text.endsWith('}')) return { body: text.slice(1, -1), offset: 1, plain: false };
  const prefix = 'urn:uuid:';
  if (text.startsWith(prefix)) return { body: text.slice(prefix.length), offset: prefix.length, plain: false };
  return { body: text, offset: 0, plain: true };
}
