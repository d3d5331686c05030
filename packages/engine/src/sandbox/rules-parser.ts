// Reads rules files: calls of prefix_rule with literal arguments, and names for literals. A strict part of the language
// the official server uses (Starlark): what needs to be run, such as loops and functions, is refused with its place.
import { type PrefixRule, readPrefixRule } from './prefix-rule.ts';
import { type Place, RulesError, type Token, tokenize } from './rules-tokens.ts';

export type Literal = string | null | readonly Literal[];

export interface Call {
  readonly name: string;
  readonly positional: readonly Literal[];
  readonly named: ReadonlyMap<string, Literal>;
  readonly start: Place;
  readonly end: Place;
}

export interface ParsedRules {
  readonly rules: readonly PrefixRule[];
  /** Calls that the language knows and that have no effect here. */
  readonly ignored: ReadonlyArray<{ readonly name: string; readonly line: number }>;
}

/** For a network proxy and for lookups of programs; neither decides about commands here. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['network_rule', 'host_executable']);

/** Throws RulesError. */
export function parseRules(text: string): ParsedRules {
  const calls = new Parser(tokenize(text)).calls();
  const foreign = calls.filter(({ name }) => name !== 'prefix_rule');
  const unknown = foreign.find(({ name }) => !WITHOUT_EFFECT.has(name));
  if (unknown) throw new RulesError(`there is no function \`${unknown.name}\``, unknown.start, unknown.end);
  return {
    rules: calls.filter(({ name }) => name === 'prefix_rule').map(readPrefixRule),
    ignored: foreign.map(({ name, start }) => ({ name, line: start.line })),
  };
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #names = new Map<string, Literal>([['None', null]]);
  readonly #calls: Call[] = [];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  calls(): Call[] {
    while (!this.#atEnd()) {
      if (!this.#isSeparator()) this.#statement();
      if (!this.#atEnd() && !this.#isSeparator()) throw this.#unexpected('end of line');
      if (!this.#atEnd()) this.#at++;
    }
    return this.#calls;
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #atEnd(): boolean {
    return this.#token.kind === 'end';
  }

  #isSeparator(): boolean {
    return this.#token.kind === 'lineEnd' || this.#is(';');
  }

  #is(symbol: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === 'symbol' && token.text === symbol;
  }

  #unexpected(expected: string): RulesError {
    const { kind, text, start, end } = this.#token;
    const found = kind === 'string' ? 'a string' : kind === 'symbol' || kind === 'name' ? `\`${text}\`` : text;
    return new RulesError(`unexpected ${found}, expected ${expected}`, start, end);
  }

  #expect(symbol: string): Token {
    if (!this.#is(symbol)) throw this.#unexpected(`\`${symbol}\``);
    return this.#tokens[this.#at++] as Token;
  }

  /** `name = literal`, `name(arguments)`, or a literal that says nothing (a comment in quotes). */
  #statement(): void {
    const { kind, text } = this.#token;
    if (kind === 'name' && this.#is('(', 1)) {
      this.#calls.push(this.#call());
    } else if (kind === 'name' && this.#is('=', 1)) {
      this.#at += 2;
      this.#names.set(text, this.#literal());
    } else {
      this.#literal();
    }
  }

  #call(): Call {
    const { text: name, start } = this.#token;
    this.#at += 2;
    const positional: Literal[] = [];
    const named = new Map<string, Literal>();
    while (!this.#is(')')) {
      this.#argument(positional, named);
      if (!this.#is(')')) this.#expect(',');
    }
    const { end } = this.#expect(')');
    return { name, positional, named, start, end };
  }

  #argument(positional: Literal[], named: Map<string, Literal>): void {
    const { kind, text, start, end } = this.#token;
    if (kind === 'name' && this.#is('=', 1)) {
      if (named.has(text)) throw new RulesError(`\`${text}\` is given twice`, start, end);
      this.#at += 2;
      named.set(text, this.#literal());
    } else if (named.size > 0) {
      throw new RulesError('an argument without a name follows one with a name', start, end);
    } else {
      positional.push(this.#literal());
    }
  }

  #literal(): Literal {
    let value = this.#operand();
    while (this.#is('+')) {
      const { start, end } = this.#expect('+');
      const right = this.#operand();
      if (typeof value === 'string' && typeof right === 'string') value += right;
      else if (Array.isArray(value) && Array.isArray(right)) value = [...value, ...right];
      else throw new RulesError('only two strings or two lists can be added', start, end);
    }
    return value;
  }

  #operand(): Literal {
    const { kind, text, start, end } = this.#token;
    if (this.#is('[')) return this.#list();
    if (kind !== 'string' && kind !== 'name') throw this.#unexpected('a string or a list');
    this.#at++;
    if (kind === 'string') return text;
    const value = this.#names.get(text);
    if (value === undefined) throw new RulesError(`there is no \`${text}\``, start, end);
    return value;
  }

  #list(): Literal[] {
    this.#expect('[');
    const values: Literal[] = [];
    while (!this.#is(']')) {
      values.push(this.#literal());
      if (!this.#is(']')) this.#expect(',');
    }
    this.#expect(']');
    return values;
  }
}
