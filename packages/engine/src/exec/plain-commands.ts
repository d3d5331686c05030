// Reads scripts that are nothing but plain commands joined by && || ; | or line ends. Everything with more meaning
// (expansion, redirection, escapes, subshells, assignments, comments) is refused: what is returned here is exactly what
// a shell would run. A full grammar can replace this file behind the same function.

const SEPARATORS = ['&&', '||', ';', '|'] as const;
const BARE = /[\p{L}\p{N}\p{M}_\-./:,+@%!=]/u;

/** Words that start a construct, not a command. */
const reserved: ReadonlySet<string> = new Set(
  'if then else elif fi for while until do done case esac select function in ! [ declare export local readonly typeset unset'.split(
    ' ',
  ),
);

type Token = { word: string; quoted: boolean } | { separator: string };

const QUOTED = { "'": /[^']/u, '"': /[^"$`\\]/u } as const;

class Scanner {
  readonly #script: string;
  #at = 0;

  constructor(script: string) {
    this.#script = script;
  }

  /** The next token; null at the end; undefined when the script is not plain. */
  next(): Token | null | undefined {
    this.#skipBlanks();
    if (this.#at >= this.#script.length) return null;
    if (this.#script[this.#at] === '\n') return this.#lineEnd();
    const separator = SEPARATORS.find((one) => this.#script.startsWith(one, this.#at));
    if (separator !== undefined) {
      this.#at += separator.length;
      return { separator };
    }
    return this.#word();
  }

  #skipBlanks(): void {
    for (;;) {
      const rest = this.#script.slice(this.#at, this.#at + 2);
      if (rest === '\\\n') this.#at += 2;
      else if (/^[ \t\r]/.test(rest)) this.#at++;
      else return;
    }
  }

  #lineEnd(): Token {
    while (/\s/.test(this.#script[this.#at] ?? '')) this.#at++;
    return { separator: '\n' };
  }

  #word(): Token | undefined {
    let word = '';
    let quoted = false;
    for (let char = this.#charAt(); char !== '' && !/[\s;|&]/.test(char); char = this.#charAt()) {
      if (char === "'" || char === '"') {
        const text = this.#quotedPart(char);
        if (text === undefined) return undefined;
        word += text;
        quoted = true;
      } else if (BARE.test(char)) {
        word += char;
        this.#at += char.length;
      } else {
        return undefined;
      }
    }
    return word === '' && !quoted ? undefined : { word, quoted };
  }

  #quotedPart(quote: "'" | '"'): string | undefined {
    const start = ++this.#at;
    for (let char = this.#charAt(); char !== quote; char = this.#charAt()) {
      if (char === '' || !QUOTED[quote].test(char)) return undefined;
      this.#at += char.length;
    }
    return this.#script.slice(start, this.#at++);
  }

  #charAt(): string {
    const code = this.#script.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }
}

function isCommandName(token: { word: string; quoted: boolean }): boolean {
  if (token.quoted || reserved.has(token.word)) return false;
  return !/^\d+$/.test(token.word) && !token.word.includes('=');
}

function isArgument(token: { word: string; quoted: boolean }): boolean {
  return token.quoted || !token.word.startsWith('=');
}

export interface PlainCommand {
  readonly argv: readonly string[];
  /** What joins it to the command before: `&&`, `||`, `;`, `|`, a line end; empty for the first. */
  readonly joint: string;
}

/** Words up to the next separator, and that separator (null at the end); undefined when the script is not plain. */
function readCommand(scanner: Scanner): { argv: string[]; separator: string | null } | undefined {
  const argv: string[] = [];
  for (;;) {
    const token = scanner.next();
    if (token === undefined) return undefined;
    if (token === null) return { argv, separator: null };
    if ('separator' in token) return { argv, separator: token.separator };
    if (!(argv.length === 0 ? isCommandName(token) : isArgument(token))) return undefined;
    argv.push(token.word);
  }
}

/** The commands in their order, or null when the script is not plain. Never empty. */
export function splitPlainCommands(script: string): PlainCommand[] | null {
  const scanner = new Scanner(script.trim());
  const commands: PlainCommand[] = [];
  for (let joint = ''; ; ) {
    const read = readCommand(scanner);
    if (read === undefined) return null;
    if (read.argv.length > 0) {
      commands.push({ argv: read.argv, joint });
      joint = read.separator ?? '';
    } else if (read.separator !== '\n' || joint === '') {
      // Nothing between two joints: only a line end may follow one, and only `;` may end the script.
      const complete = read.separator === null && (joint === ';' || joint === '\n');
      return complete && commands.length > 0 ? commands : null;
    }
    if (read.separator === null) return commands;
  }
}
