// SKILL.md: the name and the description between its first two lines of `---`.
import { collapsed } from './text-fields.ts';
import { isNull, parseYaml, YamlError, type YamlNode } from './yaml.ts';

const MAX_NAME = 64;

/** Why a file is no skill, in the words of the official server. */
export class SkillProblem extends Error {}

export interface SkillHead {
  readonly name: string;
  readonly description: string;
  readonly shortDescription: string | null;
}

/** `folder` names a skill that does not name itself. Throws SkillProblem. */
export function readSkillHead(text: string, folder: string): SkillHead {
  const said = { name: '', description: '', shortDescription: '' };
  // In the order of the text, so that the first wrong type is the one that is told.
  for (const [key, node] of fieldsOf(frontmatter(text))) {
    if (key === 'name' || key === 'description') said[key] = textOf(node, key);
    if (key === 'metadata') said.shortDescription = shortDescriptionOf(node);
  }
  const name = said.name || folder;
  if ([...name].length > MAX_NAME) {
    throw new SkillProblem(`invalid name: exceeds maximum length of ${MAX_NAME} characters`);
  }
  if (!said.description) throw new SkillProblem('missing field `description`');
  return { name, description: said.description, shortDescription: said.shortDescription || null };
}

function frontmatter(text: string): string {
  const lines = text.split(/\r?\n/);
  const isFence = (line: string) => /^[ \t]*---[ \t]*$/.test(line);
  const end = isFence(lines[0] ?? '') ? lines.findIndex((line, i) => i > 0 && isFence(line)) : -1;
  if (end < 2) throw new SkillProblem('missing YAML frontmatter delimited by ---');
  return lines.slice(1, end).join('\n');
}

type Fields = ReadonlyMap<string, YamlNode>;

function fieldsOf(text: string): Fields {
  try {
    const node = parseYaml(text);
    if (node.kind === 'map') return node.entries;
    if (isNull(node)) return new Map();
    throw new YamlError(`invalid type: ${describe(node)}, expected struct SkillFrontmatter`);
  } catch (error) {
    throw error instanceof YamlError ? new SkillProblem(`invalid YAML: ${error.message}`) : error;
  }
}

/** '' for null. */
function textOf(node: YamlNode, label: string): string {
  if (isNull(node)) return '';
  if (node.kind !== 'scalar') throw wrongType(label, node, 'a string');
  return collapsed(node.text);
}

function shortDescriptionOf(node: YamlNode): string {
  if (node.kind === 'scalar' && !node.isQuoted && node.text === '') return '';
  if (node.kind !== 'map') throw wrongType('metadata', node, 'struct SkillFrontmatterMetadata');
  const short = node.entries.get('short-description');
  return short ? textOf(short, 'metadata.short-description') : '';
}

function wrongType(label: string, node: YamlNode, expected: string): SkillProblem {
  const { line, column } = node;
  const what = `${label}: invalid type: ${describe(node)}, expected ${expected}`;
  return new SkillProblem(`invalid YAML: ${what} at line ${line} column ${column}`);
}

function describe(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'sequence' : 'map';
  if (isNull(node)) return 'unit value';
  if (!node.isQuoted && /^-?\d+$/.test(node.text)) return `integer \`${node.text}\``;
  if (!node.isQuoted && /^(?:true|false)$/.test(node.text)) return `boolean \`${node.text}\``;
  return `string ${JSON.stringify(node.text)}`;
}
