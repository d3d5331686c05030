// What the documents of the protocol are made from and the schemas do not say themselves: which modules declare types,
// and what their doc comments say. Read off the sources of packages/protocol.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { childrenOf, isNode, type Node, parseSource, root, type Source } from './sources.ts';

const folder = 'packages/protocol/src/';
/** A module of types starts its name with a folder; those beside the folders are code, except this one. */
const typesOutsideFolders: ReadonlySet<string> = new Set(['request-id.ts', 'json-rpc.ts']);
const codeFolders: ReadonlySet<string> = new Set(['decode', 'generated', 'documents']);

interface TypeModule {
  /** Relative to the sources of the package. */
  readonly file: string;
  readonly source: Source;
}

function typeModules(): TypeModule[] {
  const files = globSync('**/*.ts', { cwd: path.join(root, folder) }).map((file) => file.replaceAll(path.sep, '/'));
  return files
    .filter((file) => isTypeModule(file) && !file.endsWith('.test.ts'))
    .sort()
    .map((file) => ({ file, source: parseSource(file, readFileSync(path.join(root, folder, file), 'utf8')) }))
    .filter(({ source }) => /^export const /m.test(source.text));
}

function isTypeModule(file: string): boolean {
  const [first = '', ...rest] = file.split('/');
  return rest.length === 0 ? typesOutsideFolders.has(first) : !codeFolders.has(first) && rest.at(-1) !== 'methods.ts';
}

/** `type-modules.ts`: every module that declares types. Two files never have the same name here. */
export function listTypeModules(): string {
  const modules = typeModules().map(({ file }) => ({ file, name: camelCase(file.replace(/\.ts$/, '')) }));
  const imports = modules.map(({ file, name }) => `import * as ${name} from '../${file}';`);
  const rows = modules.map(({ name }) => `  ${name},`);
  return `// The modules that declare types of the wire. Made by \`npm run generate\`.
${imports.join('\n')}

export const typeModules: readonly Readonly<Record<string, object>>[] = [
${rows.join('\n')}
];
`;
}

function camelCase(text: string): string {
  return text.replace(/[^a-z0-9]+([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

/**
 * `descriptions.json`: the doc comment of each type, and of fields that have one: `Type`, `Type.field`, and
 * `Type.tag.field` where a union is told apart by a constant.
 */
export function describeTypes(): string {
  const entries = typeModules().flatMap(({ source }) => descriptionsIn(source));
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

function descriptionsIn(source: Source): [string, string][] {
  const found: [string, string][] = [];
  for (const statement of bodyOf(source)) {
    const { declaration } = statement;
    if (statement.type !== 'ExportNamedDeclaration' || !isNode(declaration)) continue;
    if (declaration.type !== 'VariableDeclaration') continue;
    const name = nameIn(declaration);
    const comment = commentBefore(source.text, statement.start);
    if (comment !== undefined) found.push([name, comment]);
    found.push(...fieldComments(source.text, declaration, name));
  }
  return found;
}

function bodyOf(source: Source): readonly Node[] {
  return (source.program.body as unknown[]).filter(isNode);
}

function nameIn(declaration: Node): string {
  const [declarator] = (declaration.declarations as unknown[]).filter(isNode);
  return String((declarator?.id as Node | undefined)?.name);
}

function fieldComments(text: string, node: Node, scope: string): [string, string][] {
  const isField = node.type === 'Property' && isNode(node.key);
  const own = isField ? commentBefore(text, node.start) : undefined;
  const field = isField ? String((node.key as Node).name ?? (node.key as Node).value) : '';
  const tag = node.type === 'ObjectExpression' ? tagIn(text, node) : undefined;
  const inner = tag === undefined ? scope : `${scope}.${tag}`;
  const below = [...childrenOf(node)].flatMap((child) => fieldComments(text, child, inner));
  return own === undefined ? below : [[`${scope}.${field}`, own], ...below];
}

/** The first constant among the fields of an object. */
function tagIn(text: string, { start, end }: Node): string | undefined {
  return /^\{\s*(?:\/\*\*.*?\*\/\s*)?\w+: Type\.Literal\('([^']+)'\)/s.exec(text.slice(start, end))?.[1];
}

/** The doc comment that ends right before an offset, as one line of text per paragraph. */
function commentBefore(text: string, offset: number): string | undefined {
  const before = text.slice(0, offset).trimEnd();
  if (!before.endsWith('*/')) return undefined;
  const start = before.lastIndexOf('/**');
  if (start < 0) return undefined;
  const lines = before.slice(start + 3, -2).split('\n');
  return lines
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim()
    .replace(/(\S)\n(?=\S)/g, '$1 ');
}
