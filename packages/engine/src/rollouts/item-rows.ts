// One row per kind of item: how its fields are written to a rollout and read back. A field that `write` leaves
// undefined is not stored; `read` fills in what the wire always carries.
import {
  agentStateLine,
  changeLine,
  commandActionLine,
  contentLine,
  durationLine,
  type Fields,
  fileUrlLine,
  parseAgentStateLine,
  parseChangeLine,
  parseCommandActionLine,
  parseContentLine,
  parseDurationLine,
  parseFileUrlLine,
} from './item-fields.ts';
import { camelCase, snakeCase } from './naming.ts';
import { renderReview } from './review-text.ts';
import { joinShellWords, splitShellWords } from './shell-words.ts';

export type StoredItem = { type: string; id: string } & Fields;

export interface ItemRow {
  /** `type` in the file. */
  readonly stored: string;
  write(item: Fields): Fields;
  read(stored: Fields): Fields;
}

/** Null and undefined are not stored. */
function optional(value: unknown): unknown {
  return value ?? undefined;
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value : [];
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  return typeof value === 'string' ? rename(value) : value;
}

export const itemRows: Record<string, ItemRow> = {
  userMessage: {
    stored: 'UserMessage',
    write: (item) => ({ client_id: optional(item.clientId), content: list(item.content).map(contentLine) }),
    read: (stored) => ({ clientId: stored.client_id ?? null, content: list(stored.content).map(parseContentLine) }),
  },
  agentMessage: {
    stored: 'AgentMessage',
    write: (item) => ({
      content: [{ type: 'Text', text: item.text }],
      phase: optional(item.phase),
      memory_citation: optional(item.memoryCitation),
      moderation: optional(item.moderation),
      delivery: optional(item.delivery),
      questions: optional(item.questions),
    }),
    read: (stored) => ({
      moderation: stored.moderation ?? null,
      text: list(stored.content)
        .map((part) => part.text ?? '')
        .join(''),
      phase: stored.phase ?? null,
      memoryCitation: stored.memory_citation ?? null,
      delivery: stored.delivery ?? null,
      questions: stored.questions ?? null,
    }),
  },
  reasoning: {
    stored: 'Reasoning',
    write: (item) => ({ summary_text: item.summary ?? [], raw_content: item.content ?? [] }),
    read: (stored) => ({ summary: stored.summary_text ?? [], content: stored.raw_content ?? [] }),
  },
  plan: {
    stored: 'Plan',
    write: (item) => ({ text: item.text }),
    read: (stored) => ({ text: stored.text ?? '' }),
  },
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
      status: renamed(item.status, snakeCase),
      stdout: '',
      stderr: '',
    }),
    read: (stored) => ({
      changes: Object.entries((stored.changes ?? {}) as Record<string, Fields>)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, change]) => parseChangeLine(path, change)),
      status: renamed(stored.status ?? 'completed', camelCase),
    }),
  },
  mcpToolCall: {
    stored: 'McpToolCall',
    write: (item) => ({
      server: item.server,
      tool: item.tool,
      arguments: item.arguments,
      readOnlyHint: optional(item.readOnlyHint),
      status: renamed(item.status, snakeCase),
      result: optional(item.result && mcpResultLine(item.result as Fields, item.status === 'failed')),
      error: optional(item.error),
      duration: durationLine(item.durationMs),
    }),
    read: (stored) => ({
      server: stored.server,
      tool: stored.tool,
      status: renamed(stored.status, camelCase),
      arguments: stored.arguments ?? null,
      appContext: null,
      pluginId: null,
      mcpAppUi: null,
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
      action: optional(item.action && webActionLine(item.action as Fields)),
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
  enteredReviewMode: {
    stored: 'EnteredReviewMode',
    write: (item) => ({
      target: { type: 'custom', instructions: item.review },
      user_facing_hint: item.review,
    }),
    read: (stored) => ({ review: stored.user_facing_hint ?? '' }),
  },
  exitedReviewMode: {
    stored: 'ExitedReviewMode',
    write: (item) => ({
      review_output: {
        findings: [],
        overall_correctness: '',
        overall_explanation: item.review,
        overall_confidence_score: 0,
      },
    }),
    read: (stored) => ({ review: renderReview(stored.review_output) }),
  },
  contextCompaction: { stored: 'ContextCompaction', write: () => ({}), read: () => ({}) },
};

function mapValues(record: unknown, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries((record ?? {}) as Fields).map(([key, value]) => [key, map(value)]));
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
