// The tables of the annotation file. Times are Unix milliseconds; `json` in a name: the value is JSON text.

export const annotationSchema = `
  CREATE TABLE IF NOT EXISTS goals (
    thread_id TEXT PRIMARY KEY, objective TEXT NOT NULL, status TEXT NOT NULL, token_budget INTEGER,
    tokens_used INTEGER NOT NULL, time_used INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS queue (
    id TEXT PRIMARY KEY, thread_id TEXT NOT NULL, submission_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS queue_by_thread ON queue (thread_id, id);
  CREATE TABLE IF NOT EXISTS read_states (thread_id TEXT PRIMARY KEY, state_json TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS sections (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, appearance_json TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS section_threads (
    thread_id TEXT PRIMARY KEY, section_id TEXT NOT NULL, position REAL NOT NULL, entered_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS section_order ON section_threads (section_id, position);
  CREATE TABLE IF NOT EXISTS projects (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, roots_json TEXT NOT NULL, metadata_json TEXT NOT NULL,
    position INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS project_keys (key TEXT PRIMARY KEY, project_id TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS project_threads (thread_id TEXT PRIMARY KEY, project_id TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS threads_of_project ON project_threads (project_id);
  CREATE TABLE IF NOT EXISTS thread_facts (
    thread_id TEXT PRIMARY KEY, git_json TEXT, daybreak INTEGER, memory_mode TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS attachments (
    id TEXT PRIMARY KEY, thread_id TEXT NOT NULL, type TEXT NOT NULL, key TEXT NOT NULL, payload_json TEXT NOT NULL,
    created_at INTEGER NOT NULL, UNIQUE (thread_id, type, key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS attachment_owners ON attachments (type, key, thread_id);
`;

/** Every table with rows of single threads. */
export const threadTables = [
  'goals',
  'queue',
  'read_states',
  'section_threads',
  'project_threads',
  'thread_facts',
  'attachments',
] as const;
