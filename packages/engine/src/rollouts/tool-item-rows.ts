// Rows for the items that tools leave; see item-rows.ts.
import {
  agentStateLine,
  changeLine,
  commandActionLine,
  durationLine,
  type Fields,
  fileUrlLine,
  list,
  optional,
  parseAgentStateLine,
  parseChangeLine,
  parseCommandActionLine,
  parseDurationLine,
  parseFileUrlLine,
} from './item-fields.ts';
import { camelCase, snakeCase } from './naming.ts';
import { joinShellWords, splitShellWords } from './shell-words.ts';

export interface ItemRow {
  /** `type` in the file. */
  readonly stored: string;
  write(item: Fields): Fields;
  read(stored: Fields): Fields;
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  return typeof value === 'string' ? rename(value) : value;
}

export const toolItemRows = {
  commandExecution: {
    stored: 'CommandExecution',
    write: (item) => ({
      plugin_id: optional(item.pluginId),
      script_path: optional(item.scriptPath),
      process_id: optional(item.processId),
      command: splitShellWords(String(item.command)) ?? [item.command],
      cwd: fileUrlLine(String(item.cwd)),
      parsed_cmd: list(item.commandActions).map((action) => commandActionLine(action)),
      source: renamed(item.source ?? 'agent', snakeCase),
      status: renamed(item.status, snakeCase),
      aggregated_output: item.aggregatedOutput ?? (item.status === 'declined' ? undefined : ''),
      exit_code: optional(item.exitCode),
      duration: durationLine(item.durationMs),
    }),
    read: (stored) => {
      const cwd = parseFileUrlLine(stored.cwd);
      return {
        command: joinShellWords((stored.command as string[] | undefined) ?? []),
        cwd,
        pluginId: stored.plugin_id ?? null,
        scriptPath: stored.script_path ?? null,
        processId: stored.process_id ?? null,
        source: renamed(stored.source ?? 'agent', camelCase),
        status: renamed(stored.status, camelCase),
        commandActions: list(stored.parsed_cmd).map((action) => parseCommandActionLine(action, cwd)),
        aggregatedOutput: stored.aggregated_output || null,
        exitCode: stored.exit_code ?? null,
        durationMs: parseDurationLine(stored.duration),
      };
    },
  },
  fileChange: {
    stored: 'FileChange',
    write: (item) => ({
      changes: Object.fromEntries(list(item.changes).map((change) => [change.path, changeLine(change)])),
      status: item.status === 'inProgress' ? null : item.status,
      stdout: '',
      stderr: '',
    }),
    read: (stored) => ({
      changes: Object.entries((stored.changes ?? {}) as Record<string, Fields>)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, change]) => parseChangeLine(path, change)),
      status: stored.status ?? 'inProgress',
    }),
  },
  mcpToolCall: {
    stored: 'McpToolCall',
    write: (item) => ({
      server: item.server,
      tool: item.tool,
      arguments: item.arguments,
      ...mcpExtras(item),
      status: item.status,
      result: optional(item.result && mcpResultLine(item.result as Fields, item.status === 'failed')),
      error: optional(item.error),
      duration: durationLine(item.durationMs),
    }),
    read: (stored) => ({
      server: stored.server,
      tool: stored.tool,
      status: stored.status,
      arguments: stored.arguments ?? null,
      appContext: parseAppContext(stored),
      ...(stored.mcpAppResourceUri !== undefined && { mcpAppResourceUri: stored.mcpAppResourceUri }),
      pluginId: stored.pluginId ?? null,
      mcpAppUi: stored.mcpAppUi ?? null,
      readOnlyHint: stored.readOnlyHint ?? null,
      result: stored.result ? parseMcpResultLine(stored.result as Fields) : null,
      error: stored.error ?? null,
      durationMs: parseDurationLine(stored.duration),
    }),
  },
  dynamicToolCall: {
    stored: 'DynamicToolCall',
    write: (item) => ({
      namespace: optional(item.namespace),
      tool: item.tool,
      arguments: item.arguments,
      status: renamed(item.status, snakeCase),
      content_items: optional(item.contentItems),
      success: optional(item.success),
      duration: durationLine(item.durationMs),
    }),
    read: (stored) => ({
      namespace: stored.namespace ?? null,
      tool: stored.tool,
      arguments: stored.arguments ?? null,
      status: renamed(stored.status, camelCase),
      contentItems: stored.content_items ?? null,
      success: stored.success ?? null,
      durationMs: parseDurationLine(stored.duration),
    }),
  },
  collabAgentToolCall: {
    stored: 'CollabAgentToolCall',
    write: (item) => ({
      tool: renamed(item.tool, snakeCase),
      status: renamed(item.status, snakeCase),
      sender_thread_id: item.senderThreadId,
      receiver_thread_ids: item.receiverThreadIds,
      receiver_agents: list(item.receiverThreadIds).map((thread_id) => ({ thread_id })),
      prompt: optional(item.prompt),
      model: optional(item.model),
      reasoning_effort: optional(item.reasoningEffort),
      agents_states: mapValues(item.agentsStates, agentStateLine),
    }),
    read: (stored) => ({
      tool: renamed(stored.tool, camelCase),
      status: renamed(stored.status, camelCase),
      senderThreadId: stored.sender_thread_id,
      receiverThreadIds: stored.receiver_thread_ids ?? [],
      prompt: stored.prompt ?? null,
      model: stored.model ?? null,
      reasoningEffort: stored.reasoning_effort ?? null,
      agentsStates: mapValues(stored.agents_states, parseAgentStateLine),
    }),
  },
  webSearch: {
    stored: 'WebSearch',
    write: (item) => ({
      query: item.query,
      action: webActionLine((item.action ?? { type: 'other' }) as Fields),
      results: optional(item.results),
    }),
    read: (stored) => ({
      query: stored.query ?? '',
      action: stored.action ? parseWebActionLine(stored.action as Fields) : null,
      results: stored.results ?? null,
    }),
  },
  imageView: {
    stored: 'ImageView',
    write: (item) => ({ path: fileUrlLine(String(item.path)) }),
    read: (stored) => ({ path: parseFileUrlLine(stored.path) }),
  },
  functionCallOutput: {
    stored: 'FunctionCallOutput',
    write: (item) => ({ name: item.name, namespace: optional(item.namespace), output: item.output }),
    read: (stored) => ({ name: stored.name, namespace: stored.namespace ?? null, output: stored.output }),
  },
  subAgentActivity: {
    stored: 'SubAgentActivity',
    write: (item) => ({
      kind: item.kind,
      agent_thread_id: item.agentThreadId,
      agent_path: item.agentPath,
      model: optional(item.model),
      reasoning_effort: optional(item.reasoningEffort),
    }),
    read: (stored) => ({
      model: stored.model ?? null,
      reasoningEffort: stored.reasoning_effort ?? null,
      kind: stored.kind,
      agentThreadId: stored.agent_thread_id,
      agentPath: stored.agent_path,
    }),
  },
  imageGeneration: {
    stored: 'ImageGeneration',
    write: (item) => ({
      status: item.status,
      revised_prompt: optional(item.revisedPrompt),
      result: optional(item.result),
      fileId: optional(item.fileId),
      saved_path: optional(item.savedPath),
    }),
    read: (stored) => ({
      status: stored.status,
      revisedPrompt: stored.revised_prompt ?? null,
      ...(stored.fileId === undefined ? { result: stored.result ?? '' } : { fileId: stored.fileId }),
      transparentBackground: null,
      failure: null,
      ...(stored.saved_path !== undefined && { savedPath: stored.saved_path }),
      generationId: null,
    }),
  },
  sleep: {
    stored: 'Sleep',
    write: (item) => ({ duration_ms: item.durationMs }),
    read: (stored) => ({ durationMs: stored.duration_ms ?? 0 }),
  },
} satisfies Record<string, ItemRow>;

function mapValues(record: unknown, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries((record ?? {}) as Fields).map(([key, value]) => [key, map(value)]));
}

function mcpExtras(item: Fields): Fields {
  const context = (item.appContext ?? {}) as Fields;
  return {
    ...Object.fromEntries(appContextFields.map((name) => [name, optional(context[name])])),
    mcpAppResourceUri: optional(item.mcpAppResourceUri ?? context.resourceUri),
    mcpAppUi: optional(item.mcpAppUi),
    pluginId: optional(item.pluginId),
    readOnlyHint: optional(item.readOnlyHint),
  };
}

const appContextFields = ['connectorId', 'linkId', 'appName', 'actionName'];

function parseAppContext(stored: Fields): Fields | null {
  if (stored.connectorId === undefined) return null;
  const { connectorId, linkId = null, mcpAppResourceUri = null, appName = null, actionName = null } = stored;
  return { connectorId, linkId, resourceUri: mcpAppResourceUri, appName, actionName };
}

function mcpResultLine(result: Fields, failed: boolean): Fields {
  return {
    content: result.content ?? [],
    ...(result.structuredContent != null && { structuredContent: result.structuredContent }),
    ...(failed && { isError: true }),
    ...(result._meta != null && { _meta: result._meta }),
  };
}

function parseMcpResultLine(stored: Fields): Fields {
  return {
    content: stored.content ?? [],
    structuredContent: stored.structuredContent ?? null,
    _meta: stored._meta ?? null,
  };
}

function webActionLine(action: Fields): Fields {
  const fields = { ...action, type: renamed(action.type, snakeCase) };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

/** Fields that each kind of web action carries on the wire, null when unset. */
const webActionFields: Record<string, readonly string[]> = {
  search: ['query', 'queries'],
  openPage: ['url'],
  findInPage: ['url', 'pattern'],
};

function parseWebActionLine(stored: Fields): Fields {
  const type = camelCase(String(stored.type));
  const fields = webActionFields[type] ?? [];
  return { type, ...Object.fromEntries(fields.map((name) => [name, stored[name] ?? null])) };
}
