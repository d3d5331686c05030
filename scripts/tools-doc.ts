// docs/tools.md: every tool that a model can be offered, from the table of the engine.
import { agentTools } from '@codex/engine/tools/agents/agent-tools.ts';
import { toolRows } from '@codex/engine/tools/registry.ts';
import type { Tool, ToolSpec } from '@codex/engine/tools/tool.ts';
import type { ToolNotes } from '@codex/engine/tools/tool-notes.ts';
import { toolSearchSpec } from '@codex/engine/tools/tool-search.ts';

/** Without roles of config.toml. */
const agents = agentTools({});

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export function describeTools(): string {
  const tools = toolRows.map(({ tool, notes, when }) =>
    [`## ${tool.name}`, String(tool.spec.description), offered(when?.says), parameters(tool.spec), ...told(notes)].join(
      '\n\n',
    ),
  );
  return `# Tools

What a model can be offered, in the order in which it is told of them. Every call of a tool that the turn was not offered
is answered \`unsupported call: <name>\` (\`unsupported custom tool call: <name>\`); calls of one response run side by side.
In a turn without an environment (\`environments: []\`) tools that need files or processes answer \`No usable execution
environment is available. …\`. This file is generated: \`npm run generate\`.

${tools.join('\n\n')}

## ${agents.namespace?.name}

${agents.namespace?.description} The tools of this namespace are found with \`tool_search\` by models that can search,
and shown to the others.

Offered: to threads that may have agents, unless \`[features] multi_agent = false\`.

${agents.tools.map(describeAgentTool).join('\n\n')}

Errors of all of them:

- \`failed to parse function arguments: <what is wrong> at line <l> column <c>\`
- \`invalid agent id <id>: Error(<why>)\`
- \`Provide either message or items, but not both\`, \`Provide one of: message or items\`, \`Empty message can't be sent to an agent\`
- \`Unknown model <model> for spawn_agent. Available models: <models>\`, \`Reasoning effort <effort> is not supported. …\`, \`unknown agent_type '<type>'\`
- \`agent ids must be non-empty\`, \`timeout_ms must be greater than zero\`

## Tools of the client

\`thread/start.dynamicTools\` declares functions, alone or in namespaces. A call becomes an item \`dynamicToolCall\` and the
request \`item/tool/call\`; texts and images of the answer go to the model.

Limits: names of 1 to 128 characters (namespaces: 64) from \`[a-zA-Z0-9_-]\`, unique, not \`mcp\` and not beginning with
\`mcp__\`; namespaces of the Responses API are reserved; \`deferLoading\` needs a namespace; \`inputSchema\` nests at most 64
deep, and only the keywords that providers understand are passed on. A tool of the server wins over one of the same name.

Errors:

- \`dynamic tool request failed\`: the client answered with an error
- \`dynamic tool response was invalid\`: the answer has another shape
- \`remote image URLs are not supported; use an inline data URL instead\`
- \`failed to parse function arguments: <what is wrong> at line <l> column <c>\`

## tool_search

${String(toolSearchSpec.description)}

Offered: to models that can search, unless \`[features] tool_search = false\`.

${parameters(toolSearchSpec)}

Limits: 8 tools unless \`limit\` says otherwise, at most 100. Arguments without a \`query\` find nothing.

## web_search

Run by the provider. What it did is shown as items \`webSearch\`.

Offered: unless \`web_search = "disabled"\`. With \`"cached"\` (the default in a sandbox) the provider searches what it has
stored; \`"indexed"\`, \`"live"\` and full access let it reach the network.

## Not offered

- \`get_goal\`, \`create_goal\`, \`update_goal\`: goals of threads are not built yet.
- \`shell\`, \`shell_command\`, \`local_shell\`: older forms of \`exec_command\`, gone from the official server too.
- code mode (\`exec\`, \`wait\`, \`clock\`) of the newest models: they are offered the tools above instead.
`;
}

function describeAgentTool({ name, spec }: Tool): string {
  return [`### ${name}`, String(spec.description), parameters(spec)].join('\n\n');
}

function offered(when: string | undefined): string {
  return `Offered: ${when ?? 'always'}.`;
}

function parameters(spec: ToolSpec): string {
  const schema = spec.parameters as Schema | undefined;
  if (!schema) return 'Input: free text.';
  const rows = rowsOf(schema, '');
  return ['| parameter | type | meaning |', '|---|---|---|', ...rows].join('\n');
}

function rowsOf({ properties = {}, required = [] }: Schema, prefix: string): string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const mark = required.includes(name) ? ' (required)' : '';
    const row = `| \`${prefix}${name}\`${mark} | ${typeOf(schema)} | ${schema.description ?? ''} |`;
    const inner = schema.items ?? schema;
    return [row, ...rowsOf(inner, `${prefix}${name}${schema.items ? '[]' : ''}.`)];
  });
}

function typeOf({ type = 'any', enum: values, items }: Schema): string {
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  return items ? `array of ${items.type ?? 'any'}` : type;
}

function told({ limits, errors }: ToolNotes): string[] {
  const list = (title: string, entries: readonly string[]) =>
    `${title}:\n\n${entries.map((one) => `- ${one}`).join('\n')}`;
  return [list('Limits', limits), list('Errors', errors)];
}
