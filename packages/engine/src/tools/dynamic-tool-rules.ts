// What a client may declare as a tool. Refusals are in the words of the official server.
import type { DynamicToolSpec } from '@codex/protocol/item/dynamic-tool-call.ts';
import { invalidRequest } from '../errors.ts';
import { modelSchema, SchemaError } from './model-schema.ts';

type Declared = Extract<DynamicToolSpec, { type: 'function' }>;

const MAX_TOOL_NAME = 128;
const MAX_NAMESPACE_NAME = 64;

/** Namespaces that the Responses API and this server use themselves. */
const reservedNamespaces: ReadonlySet<string> = new Set([
  'api_tool',
  'browser',
  'computer',
  'container',
  'file_search',
  'functions',
  'image_gen',
  'multi_tool_use',
  'python',
  'python_user_visible',
  'submodel_delegator',
  'terminal',
  'tool_search',
  'web',
]);

/** Throws EngineError `invalid_request`. */
export function checkDynamicTools(specs: readonly DynamicToolSpec[]): void {
  const names = new Set<string>();
  const namespaces = new Set<string>();
  for (const spec of specs) {
    if (spec.type === 'namespace') checkNamespace(spec, namespaces);
    else {
      checkTool(spec, names);
      if (spec.deferLoading) throw invalidRequest(`deferred dynamic tool must include a namespace: ${spec.name}`);
    }
  }
}

function checkNamespace(spec: Extract<DynamicToolSpec, { type: 'namespace' }>, known: Set<string>): void {
  checkName('dynamic tool namespace', spec.name, MAX_NAMESPACE_NAME);
  if (reservedNamespaces.has(spec.name)) {
    throw invalidRequest(`dynamic tool namespace collides with a reserved Responses API namespace: ${spec.name}`);
  }
  if (known.has(spec.name)) throw invalidRequest(`duplicate dynamic tool namespace: ${spec.name}`);
  known.add(spec.name);
  if (spec.tools.length === 0) {
    throw invalidRequest(`dynamic tool namespace must contain at least one tool: ${spec.name}`);
  }
  const names = new Set<string>();
  for (const tool of spec.tools) checkTool(tool, names);
}

function checkTool({ name, inputSchema }: Declared, known: Set<string>): void {
  checkName('dynamic tool name', name, MAX_TOOL_NAME);
  if (known.has(name)) throw invalidRequest(`duplicate dynamic tool name: ${name}`);
  known.add(name);
  try {
    modelSchema(inputSchema);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw invalidRequest(`dynamic tool input schema is not supported for ${name}: ${error.message}`);
  }
}

/** `noun` begins every refusal. */
function checkName(noun: string, name: string, max: number): void {
  const because = 'to match Responses API';
  if (name.trim() === '') throw invalidRequest(`${noun} must not be empty`);
  if (name.trim() !== name) throw invalidRequest(`${noun} has leading/trailing whitespace: ${name}`);
  if (!/^[a-zA-Z0-9_-]+$/.test(name)) throw invalidRequest(`${noun} must match ^[a-zA-Z0-9_-]+$ ${because}: ${name}`);
  if (name.length > max) throw invalidRequest(`${noun} must be at most ${max} characters ${because}: ${name}`);
  if (name === 'mcp' || name.startsWith('mcp__')) throw invalidRequest(`${noun} is reserved: ${name}`);
}
