// Where the app-server of a web server is, as the command line says it.
import { resolve } from 'node:path';

export type BackendChoice =
  | { readonly kind: 'in-process' }
  /** A program of ours alone that speaks JSON lines on its stdin and stdout. */
  | { readonly kind: 'command'; readonly program: string; readonly args: readonly string[] }
  /** A server for several clients; `tokenFile` holds its bearer token, absolute. */
  | { readonly kind: 'url'; readonly url: string; readonly tokenFile: string | undefined };

/** Undefined for what is none of the three. */
export function backendChoice(text = 'in-process', tokenFile?: string): BackendChoice | undefined {
  if (/^wss?:\/\//.test(text)) {
    return URL.canParse(text) ? { kind: 'url', url: text, tokenFile: tokenFile && resolve(tokenFile) } : undefined;
  }
  if (tokenFile !== undefined) return undefined;
  if (text === 'in-process') return { kind: 'in-process' };
  const [program, ...args] = wordsOf(text);
  return program ? { kind: 'command', program, args } : undefined;
}

/** Words apart by blanks; quotes of either kind keep blanks. No shell reads them. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}
