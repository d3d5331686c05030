// The keys of services around the agent: telemetry, memories, automatic review, history, storage.
import {
  boolean,
  byDefault,
  integer,
  isTable,
  list,
  mapOf,
  omitted,
  oneOf,
  pathString,
  type Rule,
  string,
  table,
  withTraits,
} from '../rules.ts';

/** A name, or a name with its settings; what its headers hold is not shown. */
const exporter = otelExporter();

export const otel = table('OtelConfigToml', {
  tool_result: table('ToolResultLogConfig', { max_bytes: byDefault(integer('usize'), 2048) }),
  log_sse_deltas: boolean,
  log_user_prompt: boolean,
  log_agent_responses: boolean,
  log_guardian_assessments: boolean,
  environment: string,
  exporter,
  trace_exporter: exporter,
  metrics_exporter: exporter,
  span_attributes: mapOf(string),
  tracestate: mapOf(mapOf(string)),
});

export const memories = table('MemoriesToml', {
  version: oneOf('v1', 'v2'),
  dual_write: boolean,
  disable_on_external_context: boolean,
  generate_memories: boolean,
  use_memories: boolean,
  dedicated_tools: boolean,
  max_raw_memories_for_consolidation: integer('usize'),
  max_unused_days: integer('i64'),
  max_rollout_age_days: integer('i64'),
  max_rollouts_per_startup: integer('usize'),
  min_rollout_idle_hours: integer('i64'),
  min_rate_limit_remaining_percent: integer('i64'),
  extract_model: string,
  consolidation_model: string,
  consolidation_service_tier: string,
});

export const autoReview = table('AutoReviewToml', {
  timeout_ms: integer('u32'),
  circuit_break_action: oneOf('default', 'strict'),
  policy: string,
  experimental_conversation_history_prompt: string,
  conversation_history_max_output_tokens: integer('usize'),
});

export const history = byDefault(
  table('History', { persistence: byDefault(oneOf('save-all', 'none'), 'save-all'), max_bytes: integer('usize') }),
  {},
);

export const ghostSnapshot = table('GhostSnapshotToml', {
  ignore_large_untracked_files: integer('i64'),
  ignore_large_untracked_dirs: integer('i64'),
  disable_warnings: boolean,
});

export const orchestrator = table('OrchestratorToml', {
  skills: table('FeatureToggleToml', { enabled: boolean }),
  mcp: table('FeatureToggleToml', { enabled: boolean }),
});

export const cloud = table('CloudToml', { skills: table('FeatureToggleToml', { enabled: boolean }) });

export const goals = table('GoalsToml', { max_goal_token_budget: integer('u64') });

export const agents = table(
  'AgentsToml',
  {
    enabled: boolean,
    max_concurrent_threads_per_session: integer('usize'),
    max_depth: integer('i32'),
    default_subagent_model: string,
    default_subagent_reasoning_effort: string,
    job_max_runtime_seconds: integer('u64'),
    interrupt_message: boolean,
  },
  table('AgentRoleToml', { description: string, config_file: pathString, nickname_candidates: list(string) }),
);

export const shellEnvironmentPolicy = byDefault(
  table('ShellEnvironmentPolicyTomlRaw', {
    inherit: oneOf('core', 'all', 'none'),
    ignore_default_excludes: boolean,
    exclude: list(string),
    set: mapOf(string),
    include_only: list(string),
    filters: mapOf(oneOf('include', 'exclude')),
    experimental_use_profile: boolean,
  }),
  {},
);

/** Read by the web server alone; the official server does not know it. */
export const webServer = omitted(
  table('WebServerToml', { approval_timeout: integer('u64'), rate_limit: integer('u64') }),
);

function otelExporter(): Rule<unknown> {
  const named = oneOf('none', 'statsig', 'otlp-http', 'otlp-grpc');
  const check: Rule<unknown> = (value, path, report) => {
    if (!isTable(value)) named(value, path, report);
    else for (const kind of Object.keys(value)) named(kind, path, report);
  };
  const says = `${named.says}, or a table named so`;
  return withTraits(check, { says, show: (value) => (isTable(value) ? mapValues(value, withoutHeaders) : value) });
}

function withoutHeaders(settings: unknown): unknown {
  if (!isTable(settings)) return settings;
  const headers = isTable(settings.headers) ? mapValues(settings.headers, () => '[redacted]') : {};
  return { tls: null, ...settings, headers };
}

function mapValues(value: Record<string, unknown>, map: (element: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, map(element)]));
}
