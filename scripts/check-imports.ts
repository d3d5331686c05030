// Holds the import law (import-law.ts): packages, folders of the engine, cycles, import counts, what src never reads.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findCycles } from './cycles.ts';
import {
  engineContracts,
  engineFolders,
  engineLeaves,
  engineRoots,
  fileGrants,
  forbiddenTexts,
  importTables,
  maxOwnImports,
  packageLaw,
} from './import-law.ts';
import { type Import, importsOf, packageOf } from './imports.ts';
import { type Problem, printProblems } from './problem.ts';
import { lineAt, readSources, root, type Source, walk } from './sources.ts';

interface File {
  readonly source: Source;
  readonly imports: readonly Import[];
}

type Rule = (file: File) => Problem[];

const rules: readonly Rule[] = [packageRule, engineRule, declaredRule, browserRule, exportAllRule, countRule, textRule];

export function checkImports(sources: readonly Source[]): Problem[] {
  const files = sources.map((source) => ({ source, imports: importsOf(source) }));
  return [...files.flatMap((file) => rules.flatMap((rule) => rule(file))), ...cycleProblems(files)];
}

function packageRule({ source, imports }: File): Problem[] {
  const own = packageOf(source.path);
  if (own === undefined || source.isTest) return [];
  const allowed = new Set([own, ...(packageLaw[own]?.uses ?? []), ...(fileGrants[source.path] ?? [])]);
  return imports.flatMap((i) => {
    if (i.target === undefined) return [];
    const used = packageOf(i.target);
    if (used !== undefined && allowed.has(used)) return [];
    return [problem(source, i, `${own} may not import ${used ?? i.target}`, 'move the code, or pass the value in')];
  });
}

const reachable = new Map(Object.keys(engineFolders).map((folder) => [folder, closure(folder)]));

function closure(folder: string, seen = new Set<string>()): Set<string> {
  if (seen.has(folder)) return seen;
  seen.add(folder);
  for (const next of engineFolders[folder] ?? []) closure(next, seen);
  return seen;
}

const engineSources = 'packages/engine/src/';

function engineRule({ source, imports }: File): Problem[] {
  if (!source.path.startsWith(engineSources) || source.isTest) return [];
  const from = source.path.slice(engineSources.length);
  if (engineRoots.includes(from)) return [];
  const folder = from.includes('/') ? (from.split('/')[0] ?? '') : undefined;
  const allowed = folder === undefined ? new Set<string>() : reachable.get(folder);
  const mend = 'engineFolders in scripts/import-law.ts shows the allowed directions';
  if (allowed === undefined)
    return [{ where: source.path, what: `engine/src/${folder} is not in the import law`, mend }];
  return imports.flatMap((i) => {
    if (!i.target?.startsWith(engineSources)) return [];
    const to = i.target.slice(engineSources.length);
    if (mayImport(allowed, to, i.typeOnly)) return [];
    return [problem(source, i, `${folder ?? from} may not import engine/src/${to}`, mend)];
  });
}

function mayImport(allowed: ReadonlySet<string>, to: string, typeOnly: boolean): boolean {
  if (engineLeaves.includes(to)) return true;
  if (typeOnly && engineContracts.includes(to)) return true;
  return to.includes('/') && allowed.has(to.split('/')[0] ?? '');
}

const declared = new Map<string, ReadonlySet<string>>();

function declaredBy(owner: string): ReadonlySet<string> {
  const known = declared.get(owner);
  if (known) return known;
  const manifest = JSON.parse(readFileSync(path.join(root, 'packages', owner, 'package.json'), 'utf8'));
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  const names = new Set(Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }));
  declared.set(owner, names);
  return names;
}

function declaredRule({ source, imports }: File): Problem[] {
  const own = packageOf(source.path);
  if (own === undefined || source.isTest) return [];
  return imports.flatMap((i) => {
    const name = /^(?:@[^/]+\/)?[^/.:@][^/:]*/.exec(i.specifier)?.[0];
    if (name === undefined || i.specifier.includes(':') || name === `@codex/${own}`) return [];
    if (declaredBy(own).has(name)) return [];
    return [
      problem(source, i, `${name} is not a dependency of packages/${own}`, `add it to packages/${own}/package.json`),
    ];
  });
}

function browserRule({ source, imports }: File): Problem[] {
  if (source.isTest || !packageLaw[packageOf(source.path) ?? '']?.browser) return [];
  return imports
    .filter((i) => i.specifier.startsWith('node:') && !i.typeOnly)
    .map((i) =>
      problem(source, i, `${i.specifier} does not exist in a browser`, 'move the code to a package of the server'),
    );
}

function exportAllRule({ source, imports }: File): Problem[] {
  return imports
    .filter((i) => i.exportsAll)
    .map((i) =>
      problem(source, i, 'export * hides where a name comes from', 'name the exports, or import the file itself'),
    );
}

function countRule({ source, imports }: File): Problem[] {
  if (source.isTest || importTables.test(source.path)) return [];
  const own = new Set(imports.filter((i) => !i.typeOnly && i.target !== undefined).map((i) => i.target)).size;
  if (own <= maxOwnImports) return [];
  const what = `${own} own imports (limit ${maxOwnImports})`;
  return [{ where: source.path, what, mend: 'split the file by duty' }];
}

function textRule({ source }: File): Problem[] {
  if (packageOf(source.path) === undefined || source.isTest) return [];
  const found: Problem[] = [];
  walk(source.program, (node) => {
    const text = textOf(node);
    if (text === undefined || !forbiddenTexts.test(text)) return;
    const where = `${source.path}:${lineAt(source.text, node.start)}`;
    found.push({
      where,
      what: `shipped code names test material: ${text.slice(0, 60)}`,
      mend: 'read it in a test instead',
    });
  });
  return found;
}

function textOf(node: Source['program']): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateElement') return undefined;
  return (node.value as { cooked?: string }).cooked;
}

function cycleProblems(files: readonly File[]): Problem[] {
  const edges = new Map(
    files.map(({ source, imports }) => [
      source.path,
      imports.filter((i) => !i.typeOnly && i.target !== undefined).map((i) => i.target ?? ''),
    ]),
  );
  return findCycles(edges).map((cycle) => ({
    where: cycle[0] ?? '',
    what: `import cycle: ${cycle.join(' -> ')}`,
    mend: 'move what both need into a third file, or import the type only',
  }));
}

function problem(source: Source, i: Import, what: string, mend: string): Problem {
  return { where: `${source.path}:${lineAt(source.text, i.offset)}`, what, mend };
}

if (import.meta.main) printProblems(checkImports(readSources()));
