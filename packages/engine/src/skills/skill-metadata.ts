// agents/openai.yaml beside a SKILL.md: how the skill presents itself, what it needs, who may use it. All of it is
// optional; what breaks a rule is left out, and a file that cannot be read at all says nothing.
import { isAbsolute, join, relative, sep } from 'node:path';
import type { SkillDependencies, SkillInterface, SkillToolDependency } from '@codex/protocol/skills/skill.ts';
import type { SkillText } from './skill.ts';
import { collapsed } from './text-fields.ts';
import { isNull, parseYaml, YamlError, type YamlNode } from './yaml.ts';

const SHORT = 64;
const LONG = 1024;

/** The names that this product answers to in `policy.products`. */
const PRODUCT = 'codex';
const products = ['chatgpt', PRODUCT, 'atlas'];

export type SkillMetadata = Pick<SkillText, 'interface' | 'dependencies' | 'isImplicit'> & {
  /** False: meant for other products. */
  readonly isForUs: boolean;
};

export const noMetadata: SkillMetadata = { interface: null, dependencies: null, isImplicit: true, isForUs: true };

/** `folder` is that of SKILL.md. */
export function readSkillMetadata(text: string, folder: string): SkillMetadata {
  try {
    const fields = mapOf(parseYaml(text));
    const policy = mapOf(fields.get('policy'));
    return {
      interface: interfaceOf(mapOf(fields.get('interface')), folder),
      dependencies: dependenciesOf(mapOf(fields.get('dependencies'))),
      isImplicit: textOf(policy, 'allow_implicit_invocation', LONG) !== 'false',
      isForUs: isForUs(listOf(policy.get('products'))),
    };
  } catch (error) {
    if (error instanceof YamlError) return noMetadata;
    throw error;
  }
}

function interfaceOf(fields: Fields, folder: string): SkillInterface | null {
  const color = textOf(fields, 'brand_color', SHORT);
  const shown = {
    displayName: textOf(fields, 'display_name', SHORT),
    shortDescription: textOf(fields, 'short_description', LONG),
    iconSmall: assetOf(fields, 'icon_small', folder),
    iconLarge: assetOf(fields, 'icon_large', folder),
    iconSmallUrl: null,
    iconLargeUrl: null,
    brandColor: color && /^#[0-9a-fA-F]{6}$/.test(color) ? color : null,
    defaultPrompt: textOf(fields, 'default_prompt', LONG),
  };
  return Object.values(shown).some((value) => value !== null) ? shown : null;
}

/** A file in the skill's `assets`; it need not exist. */
function assetOf(fields: Fields, key: string, folder: string): string | null {
  const name = textOf(fields, key, LONG);
  if (name === null || isAbsolute(name)) return null;
  const path = join(folder, name);
  const inAssets = relative(join(folder, 'assets'), path);
  return inAssets !== '' && inAssets !== '..' && !inAssets.startsWith(`..${sep}`) ? path : null;
}

function dependenciesOf(fields: Fields): SkillDependencies | null {
  const tools = listOf(fields.get('tools')).flatMap((node) => toolOf(mapOf(node)));
  return tools.length > 0 ? { tools } : null;
}

function toolOf(fields: Fields): SkillToolDependency[] {
  const type = textOf(fields, 'type', SHORT);
  const value = textOf(fields, 'value', LONG);
  if (type === null || value === null) return [];
  const optional = {
    description: textOf(fields, 'description', LONG),
    transport: textOf(fields, 'transport', SHORT),
    command: textOf(fields, 'command', LONG),
    url: textOf(fields, 'url', LONG),
  };
  return [{ type, value, ...Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== null)) }];
}

/** A list with a name that nobody knows says nothing. */
function isForUs(nodes: readonly YamlNode[]): boolean {
  const names = nodes.map((node) => (node.kind === 'scalar' ? node.text.trim().toLowerCase() : ''));
  return names.length === 0 || names.includes(PRODUCT) || !names.every((name) => products.includes(name));
}

type Fields = ReadonlyMap<string, YamlNode>;

/** A missing map is empty; anything else is no metadata file. */
function mapOf(node: YamlNode | undefined): Fields {
  if (!node || isNull(node)) return new Map();
  if (node.kind !== 'map') throw new YamlError('expected a map', node);
  return node.entries;
}

function listOf(node: YamlNode | undefined): readonly YamlNode[] {
  if (!node || isNull(node)) return [];
  if (node.kind !== 'list') throw new YamlError('expected a list', node);
  return node.items;
}

/** Null when it is missing, blank or longer than `limit` characters. */
function textOf(fields: Fields, key: string, limit: number): string | null {
  const node = fields.get(key);
  if (!node || isNull(node)) return null;
  if (node.kind !== 'scalar') throw new YamlError('expected a string', node);
  const text = collapsed(node.text);
  return text !== '' && [...text].length <= limit ? text : null;
}
