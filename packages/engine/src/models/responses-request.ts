// A prompt as an HTTP request of the Responses API: URL, headers and body as the official client sends them.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ProviderConfig } from '../config/config.ts';
import { customHeaders, endpoint } from './endpoint.ts';
import type { PostRequest } from './http-stream.ts';
import type { Prompt } from './model-client.ts';
import { isSealed } from './sealed-reasoning.ts';
import type { Access } from './wire.ts';

/** Throws TypeError when `base_url` is no URL. */
export function responsesRequest(provider: ProviderConfig, prompt: Prompt, access: Access): PostRequest {
  const metadata = JSON.stringify(turnMetadata(prompt, access.installationId));
  return {
    url: endpoint(provider, '/responses'),
    headers: requestHeaders(provider, prompt, access, asciiJson(metadata)),
    body: Buffer.from(JSON.stringify(responsesBody(prompt, metadata, access.installationId))),
  };
}

function requestHeaders(
  provider: ProviderConfig,
  prompt: Prompt,
  { token, env }: Access,
  metadata: string,
): Record<string, string> {
  return {
    ...customHeaders(provider, env),
    // The client can read a history that the provider compacted; providers other than OpenAI ignore it.
    'x-codex-beta-features': 'remote_compaction_v2',
    'x-codex-window-id': windowId(prompt),
    'x-codex-turn-metadata': metadata,
    ...agentFields(prompt),
    'x-client-request-id': prompt.threadId,
    'session-id': prompt.sessionId,
    'thread-id': prompt.threadId,
    accept: 'text/event-stream',
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    originator: prompt.originator,
    'user-agent': prompt.userAgent,
  };
}

export function responsesBody(prompt: Prompt, metadata: string, installationId: string) {
  return {
    model: prompt.model,
    input: prompt.input.filter((item) => !isSealed(item)).map(withoutPassthrough),
    tools: prompt.tools,
    tool_choice: 'auto' as const,
    parallel_tool_calls: prompt.parallelToolCalls,
    ...(prompt.reasoning === null ? {} : { reasoning: prompt.reasoning }),
    store: false as const,
    stream: true as const,
    include: ['reasoning.encrypted_content' as const],
    ...(prompt.serviceTier === null || prompt.serviceTier === 'default' ? {} : { service_tier: prompt.serviceTier }),
    prompt_cache_key: prompt.threadId,
    ...textOptions(prompt),
    client_metadata: {
      session_id: prompt.sessionId,
      thread_id: prompt.threadId,
      turn_id: prompt.turnId,
      root_turn_id: prompt.rootTurnId,
      ...(prompt.agent?.parentTurnId && { parent_turn_id: prompt.agent.parentTurnId }),
      ...agentFields(prompt),
      'x-codex-installation-id': installationId,
      'x-codex-turn-metadata': metadata,
      'x-codex-window-id': windowId(prompt),
    },
  };
}

/** Who it works for, when it is not the client. */
function agentFields({ agent }: Prompt): Record<string, string> {
  return agent ? { 'x-codex-parent-thread-id': agent.parentThreadId, 'x-openai-subagent': agent.kind } : {};
}

function textOptions({ verbosity, outputSchema, strictOutput = true }: Prompt) {
  const schema = outputSchema ?? null;
  if (verbosity === null && schema === null) return {};
  const format = { type: 'json_schema' as const, strict: strictOutput, schema, name: 'codex_output_schema' };
  return { text: { ...(verbosity === null ? {} : { verbosity }), ...(schema === null ? {} : { format }) } };
}

/** Our own notes on an item (turn, time) are for the rollout, not for the provider. */
function withoutPassthrough(item: ResponseItem): ResponseItem {
  if (!('internal_chat_message_metadata_passthrough' in item)) return item;
  const { internal_chat_message_metadata_passthrough: _, ...rest } = item;
  return rest;
}

function turnMetadata(prompt: Prompt, installationId: string) {
  return {
    ...prompt.turnMetadata,
    installation_id: installationId,
    session_id: prompt.sessionId,
    thread_id: prompt.threadId,
    turn_id: prompt.turnId,
    window_id: windowId(prompt),
    window_number: prompt.windowNumber ?? 0,
    request_kind: 'turn',
    root_turn_id: prompt.rootTurnId,
    model: prompt.model,
    ...(prompt.reasoning?.effort === undefined ? {} : { reasoning_effort: prompt.reasoning.effort }),
  };
}

function windowId(prompt: Prompt): string {
  return `${prompt.threadId}:${prompt.windowNumber ?? 0}`;
}

/** Header values may only hold ASCII. */
function asciiJson(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
