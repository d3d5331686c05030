// Spots commands that delete without asking (`rm -f` in its spellings), also inside scripts that are more than plain
// commands. Those are read loosely: a script that only looks dangerous is asked about, too.
import { basename } from 'node:path';
import { splitPlainCommands } from '../exec/plain-commands.ts';
import { looseCommands } from './suspected-commands.ts';

const shells: ReadonlySet<string> = new Set(['bash', 'zsh', 'sh', 'dash']);
const FORCE = /^(-[A-Za-z]*f|--force$)/;
const MAX_NESTING = 4;

function isDangerousCommand([name = '', ...args]: readonly string[], nesting: number): boolean {
  const program = basename(name);
  if (program === 'sudo') return isDangerousCommand(args, nesting);
  if (program === 'env') return isDangerousCommand(args.slice(args.findIndex((word) => !/^\w+=/.test(word))), nesting);
  if (program === 'rm') return args.some((word) => FORCE.test(word));
  const script = shells.has(program) && /^-l?c$/.test(args[0] ?? '') ? args[1] : undefined;
  return script !== undefined && nesting < MAX_NESTING && isDangerousScript(script, nesting + 1);
}

export function isDangerousScript(script: string, nesting = 0): boolean {
  const plain = splitPlainCommands(script);
  const commands = plain === null ? looseCommands(script) : plain.map(({ argv }) => argv);
  return commands.some((argv) => isDangerousCommand(argv, nesting));
}
