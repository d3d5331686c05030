// Documents name real files: every path in backticks and every relative link exists, unless its line says "planned".
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Problem, printProblems } from './problem.ts';
import { root } from './sources.ts';

const documents = ['*.md', 'docs/**/*.md', 'bench/*.md'];
const named = /`((?:packages|scripts|tests|bench|docs|clients|\.ci)\/[\w./@-]*)`/g;
const linked = /\]\((?!https?:|#)([^)#\s]+)/g;

export function checkDocs(): Problem[] {
  return globSync(documents, { cwd: root }).flatMap((file) =>
    checkDocument(file, readFileSync(path.join(root, file), 'utf8')),
  );
}

export function checkDocument(file: string, text: string): Problem[] {
  return text.split('\n').flatMap((line, i) => {
    if (/\bplanned\b/.test(line)) return [];
    const paths = [
      ...[...line.matchAll(named)].map((match) => match[1] ?? ''),
      ...[...line.matchAll(linked)].map((match) => path.join(path.dirname(file), match[1] ?? '')),
    ];
    return paths
      .filter((name) => !existsSync(path.join(root, name)))
      .map((name) => ({ where: `${file}:${i + 1}`, what: `${name} does not exist`, mend: 'correct the document' }));
  });
}

if (import.meta.main) printProblems(checkDocs());
