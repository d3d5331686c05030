// Switches a skill on or off in the user's config.toml: `[[skills.config]]`. What is on has no entry. Everything else of
// the file stays as it is.
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { EngineError } from '../errors.ts';
import { isTable } from './rules.ts';
import { ConfigError, parseFile, type Table } from './toml.ts';
import { type Entry, readDocument, type Section } from './toml-document.ts';
import { addListTable, cutSection, setKey } from './toml-edit.ts';
import { changeUserFile } from './user-file.ts';

export type SkillSelector = { readonly path: string } | { readonly name: string };

const KEY = ['skills', 'config'];

/** Throws EngineError `internal` when the file cannot be read or changed. */
export async function writeSkillRule(codexHome: string, selector: SkillSelector, isOn: boolean): Promise<void> {
  const file = join(codexHome, 'config.toml');
  const isMeant = (rule: Table) => matches(rule, selector, codexHome);
  await changeUserFile(codexHome, async (text) => {
    const before = rulesOf(await parsed(file, text));
    const rules = changed(before, isMeant, selector, isOn);
    if (isDeepStrictEqual(rules, before)) return text;
    const after = isInline(text)
      ? setKey(text, KEY, rules, 'replace')
      : edited(text, before.map(isMeant), selector, isOn);
    if (!isDeepStrictEqual(rulesOf(await parsed(file, after)), rules)) {
      throw new EngineError('internal', `${file} cannot be edited without changing more than was asked for`);
    }
    return after;
  });
}

function changed(rules: readonly Table[], isMeant: (rule: Table) => boolean, selector: SkillSelector, isOn: boolean) {
  if (isOn) return rules.filter((rule) => !isMeant(rule));
  if (!rules.some(isMeant)) return [...rules, { ...selector, enabled: false }];
  return rules.map((rule) => (isMeant(rule) ? { ...rule, enabled: false } : rule));
}

function edited(text: string, isMeant: readonly boolean[], selector: SkillSelector, isOn: boolean): string {
  const meant = ruleSections(text).filter((_, i) => isMeant[i]);
  if (!isOn && meant.length === 0) return addListTable(text, KEY, { ...selector, enabled: false });
  // From the end, so that the places of those before stay right.
  return meant.reverse().reduce(isOn ? cutSection : switchedOff, text);
}

function switchedOff(text: string, { entries }: Section): string {
  const switches = entries.filter(({ path }) => path.at(-1) === 'enabled');
  return switches.reduce(
    (rest, { valueStart, valueEnd }) => `${rest.slice(0, valueStart)}false${rest.slice(valueEnd)}`,
    text,
  );
}

function ruleSections(text: string): Section[] {
  return readDocument(text).filter(({ path }) => isDeepStrictEqual(path, KEY));
}

/** Written as one value: `config = [{ … }]`. */
function isInline(text: string): boolean {
  const entries = readDocument(text).flatMap((section) => section.entries);
  const all = (list: readonly Entry[]): Entry[] => list.flatMap((entry) => [entry, ...all(entry.inline ?? [])]);
  return all(entries).some(({ path }) => isDeepStrictEqual(path, KEY));
}

function matches(rule: Table, selector: SkillSelector, codexHome: string): boolean {
  if ('name' in selector) return rule.path === undefined && String(rule.name ?? '').trim() === selector.name;
  const { path, name } = rule;
  return name === undefined && typeof path === 'string' && resolve(codexHome, path) === selector.path;
}

function rulesOf({ skills }: Table): Table[] {
  const rules = isTable(skills) ? skills.config : undefined;
  return Array.isArray(rules) ? rules.filter(isTable).map((rule) => ({ ...rule })) : [];
}

async function parsed(file: string, text: string): Promise<Table> {
  try {
    return await parseFile(file, text);
  } catch (error) {
    throw error instanceof ConfigError ? new EngineError('internal', error.message) : error;
  }
}
