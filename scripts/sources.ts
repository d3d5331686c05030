// The project's own TypeScript files, read and parsed once: what the checks look at. Knows no rule.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'rolldown/parseAst';

export const root: string = path.resolve(import.meta.dirname, '..');

/** A node of the ESTree that rolldown's parser gives; `start` and `end` are offsets into the text. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Source {
  /** Relative to the repository, with slashes: `packages/rpc/src/peer.ts`. */
  readonly path: string;
  readonly text: string;
  readonly program: Node;
  readonly isTest: boolean;
}

const patterns = [
  'packages/*/src/**/*.{ts,tsx}',
  'packages/*/test/**/*.ts',
  'scripts/**/*.ts',
  'tests/**/*.ts',
  'bench/**/*.ts',
];

export function readSources(): Source[] {
  return globSync(patterns, { cwd: root })
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort()
    .map((file) => parseSource(file, readFileSync(path.join(root, file), 'utf8')));
}

export function parseSource(file: string, text: string): Source {
  const program = parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }, file) as unknown as Node;
  return { path: file, text, program, isTest: /\.test\.tsx?$|^tests\/|\/test\//.test(file) };
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** The direct children of a node, in no promised order. */
export function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node)) {
    if (isNode(value)) yield value;
    else if (Array.isArray(value)) yield* value.filter(isNode);
  }
}

/** Calls `visit` for the node and everything below it. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
