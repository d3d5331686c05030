// The imports of one source file: what is named, which file of ours it is, and whether it is there at runtime.
import path from 'node:path';
import { isNode, type Node, type Source, walk } from './sources.ts';

export interface Import {
  readonly specifier: string;
  /** The file of ours, relative to the repository; undefined for packages of others and `node:` modules. */
  readonly target: string | undefined;
  /** Erased before the program runs. */
  readonly typeOnly: boolean;
  /** `export *` or `export * as`. */
  readonly exportsAll: boolean;
  readonly offset: number;
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  walk(source.program, (node) => {
    if (!importing.has(node.type) || !isNode(node.source) || typeof node.source.value !== 'string') return;
    found.push({
      specifier: node.source.value,
      target: resolveOwn(source.path, node.source.value),
      typeOnly: isTypeOnly(node),
      exportsAll: node.type === 'ExportAllDeclaration',
      offset: node.start,
    });
  });
  return found;
}

/** `import { type A }` stays a runtime import under verbatimModuleSyntax; `import type { A }` does not. */
function isTypeOnly(node: Node): boolean {
  return node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';
}

function resolveOwn(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier);
  const own = /^@codex\/([^/]+)\/(.+)$/.exec(specifier);
  return own ? `packages/${own[1]}/src/${own[2]}` : undefined;
}

/** `packages/rpc/src/peer.ts` -> `rpc`; undefined outside packages/. */
export function packageOf(file: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(file)?.[1];
}
