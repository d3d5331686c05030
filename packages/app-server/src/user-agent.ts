// How this server calls itself to model providers and clients: `<originator>/<version> (<OS>; <arch>) <terminal> (<client>)`.
import { machine } from 'node:os';
import { operatingSystem } from './operating-system.ts';
import { protocolVersion } from './version.ts';

type Env = Readonly<Record<string, string | undefined>>;

interface ClientInfo {
  readonly name: string;
  readonly version: string;
}

export function originatorOf(client: ClientInfo, env: Env): string {
  return env.CODEX_INTERNAL_ORIGINATOR_OVERRIDE || client.name;
}

export function userAgent(client: ClientInfo, env: Env): string {
  const suffix = `${client.name}; ${client.version}`.trim();
  const system = `${operatingSystem()}; ${machine()}`;
  const text = `${originatorOf(client, env)}/${protocolVersion} (${system}) ${terminalToken(env)} (${suffix})`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no header may contain
  return /[\u0000-\u0008\u000a-\u001f\u007f]/.test(text) ? text.replace(/[^ -~]/gu, '_') : text;
}

/** Terminals that are known by a variable of their own; the first that is set wins. */
const terminals: ReadonlyArray<readonly [variable: string, name: string, hasVersion?: true]> = [
  ['WEZTERM_VERSION', 'WezTerm', true],
  ['ITERM_SESSION_ID', 'iTerm.app'],
  ['KITTY_WINDOW_ID', 'kitty'],
  ['ALACRITTY_SOCKET', 'Alacritty'],
  ['KONSOLE_VERSION', 'Konsole', true],
  ['GNOME_TERMINAL_SCREEN', 'gnome-terminal'],
  ['VTE_VERSION', 'VTE', true],
  ['WT_SESSION', 'WindowsTerminal'],
];

function terminalToken(env: Env): string {
  return terminalName(env).replace(/[^A-Za-z0-9\-_./]/gu, '_');
}

function terminalName(env: Env): string {
  const program = env.TERM_PROGRAM?.trim();
  const version = env.TERM_PROGRAM_VERSION?.trim();
  if (program && !env.TMUX) return version ? `${program}/${version}` : program;
  const known = terminals.find(([variable]) => env[variable]);
  if (known) return known[2] ? `${known[1]}/${env[known[0]]}` : known[1];
  const term = env.TERM ?? '';
  if (term.includes('kitty')) return 'kitty';
  if (term === 'alacritty') return 'Alacritty';
  return term || 'unknown';
}
