// docs/configuration.md: every key of config.toml, from the rules by which the engine checks it.
import { configToml } from '@codex/engine/config/config-toml.ts';
import { userOnly } from '@codex/engine/config/project-layers.ts';
import { OMITTED, type Rule } from '@codex/engine/config/rules.ts';
import { keyNotes } from './config-notes.ts';

/** Tables of clients that draw: many keys, none of which the server uses. Only their first level is listed. */
const shallow = new Set(['tui', 'apps', 'profiles', 'hooks', 'notice', 'realtime', 'plugins', 'marketplaces']);

interface Row {
  readonly key: string;
  readonly rule: Rule<unknown>;
}

export function describeConfig(): string {
  const rows = fieldRows(configToml, '');
  const unknownNotes = Object.keys(keyNotes).filter((key) => !rows.some((row) => row.key === key));
  if (unknownNotes.length > 0) throw new Error(`notes on keys that do not exist: ${unknownNotes.join(', ')}`);
  return `${head}
| key | type | default | layers | meaning |
|---|---|---|---|---|
${rows.map(describeRow).join('\n')}
`;
}

function fieldRows(rule: Rule<unknown>, prefix: string): Row[] {
  const named = Object.entries(rule.fields ?? {}).map(([name, field]) => ({ key: `${prefix}${name}`, rule: field }));
  const chosen = rule.element?.fields ? [{ key: `${prefix}*`, rule: rule.element }] : [];
  return [...named, ...chosen].flatMap((row) => {
    const isDeep = !shallow.has(row.key.split('.')[0] ?? '');
    return [row, ...(isDeep ? fieldRows(row.rule, `${row.key}.`) : [])];
  });
}

function describeRow({ key, rule }: Row): string {
  const layers = userOnly.includes(key.split('.')[0] ?? '') ? 'not project' : 'all';
  return `| \`${key}\` | ${typeOf(rule)} | ${defaultOf(rule)} | ${layers} | ${noteOf(key, rule)} |`;
}

/** What is told of a table holds for its keys, but for those that nobody reads. */
function noteOf(key: string, rule: Rule<unknown>): string {
  const isToldAbove = key.split('.').some((_, i, parts) => keyNotes[parts.slice(0, i).join('.')] !== undefined);
  return keyNotes[key] ?? (isToldAbove && rule.says !== undefined ? '' : '–');
}

function typeOf({ says = 'anything', element }: Rule<unknown>): string {
  return element?.says && !element.fields ? `${says} of ${element.says}` : says;
}

function defaultOf({ unset, fields }: Rule<unknown>): string {
  const isTold = unset !== undefined && unset !== OMITTED && unset !== null && !fields;
  const text = isTold ? JSON.stringify(unset) : '';
  return text === '' || text.length > 60 || text === '{}' ? '' : `\`${text}\``;
}

const head = `# Configuration

The server reads the files of the official one, as they are: \`CODEX_HOME/config.toml\` (\`~/.codex\` without
\`CODEX_HOME\`). This file is generated: \`npm run generate\`.

## Layers

From the weakest to the strongest. Tables are merged key by key, everything else is replaced. \`config/read\` with
\`includeLayers\` shows them, and from which each value came.

| layer | where | who |
|---|---|---|
| system | \`/etc/codex/config.toml\` | the administrator |
| user | \`CODEX_HOME/config.toml\` | the user; the only file that \`config/value/write\` and \`config/batchWrite\` change |
| profile | \`CODEX_HOME/NAME.config.toml\` with \`codex sandbox --profile NAME\`; servers take none | the user |
| project | \`.codex/config.toml\` from the root of the project down to the working directory | the repository; only where \`[projects]\` trusts it |
| session flags | \`-c key=value\`, \`--enable\`, \`--disable\`, and what a request names | who starts the server or the thread |
| managed | \`/etc/codex/managed_config.toml\` | the administrator; stronger than all |

\`/etc/codex/requirements.toml\` is no layer: it says what values are allowed. Of its keys, these are enforced:
\`allowed_approval_policies\`, \`allowed_sandbox_modes\`, \`allowed_web_search_modes\`, \`allowed_login_methods\`,
\`features\` and \`rules\`. Values outside that stand in a layer, or that a thread starts or is resumed with, are
replaced, with a warning; what \`turn/start\`, \`thread/settings/update\` and \`command/exec\` ask for later is refused.
\`configRequirements/read\` shows the whole file.

\`CODEX_APP_SERVER_MANAGED_CONFIG_PATH\` moves the managed file in debug builds of the official server alone. Its
releases ignore the variable, and so does this server.

Unknown keys are ignored with a warning (\`configWarning\`), or refused with \`--strict-config\`. A file that is no TOML, or
a value of the wrong type, stops the start with the line and the column. Paths are relative to the folder of their file.

## Keys

\`*\` stands for a name that the user chooses. Layers: which of the above may set the key; a repository must not say
whom the server talks to or what it starts by itself. \`–\`: checked, kept and shown to clients, without effect on this server.
`;
