// Holds the size budgets: lines of files and functions, nesting of blocks. Tests are held to the file cap only.
import { type Problem, printProblems } from './problem.ts';
import { childrenOf, isNode, lineAt, type Node, readSources, type Source, walk } from './sources.ts';

export const budgets = {
  file: { median: 100, p95: 300, cap: 400 },
  /** Files of packages/protocol are schemas: long, flat, and read by name. */
  schemaFile: { cap: 600 },
  function: { p95: 40, cap: 80 },
  nesting: { cap: 3 },
} as const;

export interface FunctionSize {
  readonly where: string;
  readonly name: string;
  readonly lines: number;
  /** Deepest control-flow block, counted inside this function only; `else if` continues its `if`. */
  readonly nesting: number;
}

export function checkSizes(sources: readonly Source[]): Problem[] {
  const shipped = sources.filter((source) => !source.isTest);
  const functions = shipped.flatMap(functionsOf);
  return [
    ...sources.flatMap(fileProblems),
    ...distributionProblems(shipped, functions),
    ...functions.flatMap(functionProblems),
  ];
}

export function linesOf(source: Source): number {
  return source.text.split('\n').length - (source.text.endsWith('\n') ? 1 : 0);
}

function fileProblems(source: Source): Problem[] {
  const { cap } = source.path.startsWith('packages/protocol/src/') ? budgets.schemaFile : budgets.file;
  const lines = linesOf(source);
  if (lines <= cap) return [];
  return [{ where: source.path, what: `${lines} lines (cap ${cap})`, mend: 'split the file by duty' }];
}

function functionProblems(fn: FunctionSize): Problem[] {
  const problems: Problem[] = [];
  if (fn.lines > budgets.function.cap) {
    const what = `${fn.name} has ${fn.lines} lines (cap ${budgets.function.cap})`;
    problems.push({ where: fn.where, what, mend: 'give its steps names of their own' });
  }
  if (fn.nesting > budgets.nesting.cap) {
    const what = `${fn.name} nests ${fn.nesting} blocks (cap ${budgets.nesting.cap})`;
    problems.push({ where: fn.where, what, mend: 'return early, or move the inner block into a function' });
  }
  return problems;
}

function distributionProblems(shipped: readonly Source[], functions: readonly FunctionSize[]): Problem[] {
  const files = shipped.filter((source) => source.path.startsWith('packages/')).map(linesOf);
  const sizes = functions.map((fn) => fn.lines);
  const rows = [
    { where: 'packages/*/src', name: 'median of file lines', value: quantile(files, 0.5), limit: budgets.file.median },
    {
      where: 'packages/*/src',
      name: '95th percentile of file lines',
      value: quantile(files, 0.95),
      limit: budgets.file.p95,
    },
    {
      where: 'all functions',
      name: '95th percentile of lines',
      value: quantile(sizes, 0.95),
      limit: budgets.function.p95,
    },
  ];
  const mend = 'split the longest: scripts/node scripts/check-sizes.ts --list';
  return rows
    .filter((row) => row.value > row.limit)
    .map((row) => ({ where: row.where, what: `${row.name} is ${row.value} (limit ${row.limit})`, mend }));
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

export function functionsOf(source: Source): FunctionSize[] {
  const found: FunctionSize[] = [];
  const names = new Map<Node, string>();
  walk(source.program, (node) => {
    const named = nameGivenBy(node);
    if (named) names.set(named.value, named.name);
    if (!functionTypes.has(node.type)) return;
    const first = lineAt(source.text, node.start);
    found.push({
      where: `${source.path}:${first}`,
      name: identifier(node.id) ?? names.get(node) ?? 'a function',
      lines: lineAt(source.text, node.end) - first + 1,
      nesting: isNode(node.body) ? nestingOf(node.body, 0) : 0,
    });
  });
  return found;
}

/** Methods, properties and variables name the function they hold. */
function nameGivenBy(node: Node): { name: string; value: Node } | undefined {
  const value = node.type === 'VariableDeclarator' ? node.init : node.value;
  const name = identifier(node.type === 'VariableDeclarator' ? node.id : node.key);
  return name !== undefined && isNode(value) ? { name, value } : undefined;
}

function identifier(node: unknown): string | undefined {
  return isNode(node) && typeof node.name === 'string' ? node.name : undefined;
}

const blockTypes = new Set([
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchStatement',
  'TryStatement',
]);

function nestingOf(node: Node, depth: number): number {
  if (functionTypes.has(node.type)) return depth;
  const here = blockTypes.has(node.type) ? depth + 1 : depth;
  let deepest = here;
  for (const child of childrenOf(node)) {
    const continuesIf = child === node.alternate && child.type === 'IfStatement';
    deepest = Math.max(deepest, nestingOf(child, continuesIf ? depth : here));
  }
  return deepest;
}

function printLongest(sources: readonly Source[]): void {
  const files = sources.map((source) => ({ where: source.path, lines: linesOf(source) }));
  const functions = sources.filter((source) => !source.isTest).flatMap(functionsOf);
  for (const list of [files, functions.map((fn) => ({ where: `${fn.where} ${fn.name}`, lines: fn.lines }))]) {
    const longest = list.sort((a, b) => b.lines - a.lines).slice(0, 20);
    for (const { where, lines } of longest) console.log(`${String(lines).padStart(5)}  ${where}`);
    console.log('');
  }
}

if (import.meta.main) {
  const sources = readSources();
  if (process.argv.includes('--list')) printLongest(sources);
  printProblems(checkSizes(sources));
}
