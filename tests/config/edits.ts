// Files as people keep them, and random edits of them.
import fc from 'fast-check';

export type Value = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

export interface Edit {
  readonly keyPath: string;
  readonly value: Value;
  readonly mergeStrategy: 'replace' | 'upsert';
}

export const files: readonly string[] = [
  `# header

model = "a" # why

[tui]
# colours
theme = "x"

[mcp_servers.files]
command = "npx"
args = [
  "-y", # yes
]

[mcp_servers.files.env]
KEY = "v"
`,
  'projects = { "/a" = { trust_level = "trusted" } } # inline\r\nfeatures.goals = true\r\n[notice]\r\nhide_full_access_warning = true\r\n',
  '[[skills.config]]\nname = "one" # first\nenabled = true\n\n[[skills.config]]\nname = "two"\nenabled = false\n\n[desktop]\n"a b".c = "1"\n',
  `#:schema https://example.org/config.schema.json
model          = "gpt-5"
model_provider = 'azure'   # the one of the team
developer_instructions = """
Say "yes" [sometimes].
# this is no comment
\\
    Keep it short."""
notify = ["/usr/bin/notify-send", "a # b"]

[ model_providers . azure ]
name    = "Azure"
base_url= "https://example.org/openai"
query_params = { api-version = "2025-04-01-preview" }
http_headers = { "X-Team" = 'core', "X-Ünïcode" = "ä\\u00e9" }

# ---- projects ----
[projects."/home/me/a b"]
trust_level = "trusted"
[projects.'/home/me/c.d']
trust_level = "untrusted"
`,
  `approval_policy = { granular = { sandbox_approval = true, rules = true, mcp_elicitations = false } }
sandbox_workspace_write = { network_access = true, writable_roots = [
  "/tmp/x", # one
  "/tmp/y",
] }
tui.notifications = ["agent-turn-complete"]
shell_environment_policy.set.PATH = "/usr/bin"
shell_environment_policy.exclude = ["AWS_*", "*SECRET*"]
[features]
  goals = true   # indented
\tother=false
`,
  '# only a comment, and no line break at the end',
  '',
  `[mcp_servers]
  [mcp_servers.a]
  command = "x"
  [mcp_servers.a.env]
  TOKEN = """t"""
  [mcp_servers.b]
  url = "http://127.0.0.1:1/mcp"
  startup_timeout_sec = 1_0.5
[history]
persistence = "none"`,
];

const keyPath = fc.constantFrom(
  'model',
  'review_model',
  'developer_instructions',
  'tui.theme',
  'tui.notifications',
  'features.goals',
  'features.other',
  'history.max_bytes',
  'projects."/b c".trust_level',
  'projects."/home/me/a b"',
  'mcp_servers.files.env.KEY',
  'mcp_servers.files.args',
  'mcp_servers.a.env',
  'model_providers.azure.http_headers.X-Team',
  'sandbox_workspace_write.writable_roots',
  'shell_environment_policy.set',
  'desktop."a b".c',
  'desktop.deep.er',
  'notice.model_migrations.x',
);

const texts = fc.oneof(fc.string(), fc.constantFrom('"', "'''", '"""', '\\', '# x', 'a\nb', 'ü', ''));
const names = fc.constantFrom('A', 'b_c', 'd-e', 'ü', 'f g', 'h.i');
const values: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  'features.goals': fc.boolean(),
  'features.other': fc.boolean(),
  'history.max_bytes': fc.nat(),
  'projects."/b c".trust_level': fc.constantFrom('trusted', 'untrusted'),
  'projects."/home/me/a b"': fc.record({ trust_level: fc.constantFrom('trusted', 'untrusted') }),
  'tui.notifications': fc.oneof(fc.boolean(), fc.array(texts, { maxLength: 3 })),
  'mcp_servers.files.args': fc.array(texts, { maxLength: 3 }),
  'mcp_servers.a.env': fc.dictionary(names, texts, { maxKeys: 3 }),
  'sandbox_workspace_write.writable_roots': fc.array(fc.constantFrom('/r', '/s t', '/ü'), { maxLength: 3 }),
  'shell_environment_policy.set': fc.dictionary(names, texts, { maxKeys: 3 }),
  'desktop.deep.er': fc.oneof(texts, fc.boolean(), fc.dictionary(names, fc.boolean(), { maxKeys: 2 })),
};

const edit: fc.Arbitrary<Edit> = keyPath.chain((path) =>
  fc.record({
    keyPath: fc.constant(path),
    value: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: values[path] ?? texts }),
    mergeStrategy: fc.constantFrom('replace', 'upsert'),
  }),
);

/** A file, and what to do to it at once. No numbers below `desktop`: the official server shows its inner form of them. */
export const editedFiles: fc.Arbitrary<[file: string, edits: Edit[]]> = fc.tuple(
  fc.constantFrom(...files),
  fc.array(edit, { minLength: 1, maxLength: 4 }),
);

/** Lines that no edit has a reason to touch; the parts of values over several lines are not among them. */
export function untouchedLines(file: string, edits: readonly Edit[]): string[] {
  const touched = edits.flatMap(({ keyPath: path }) => path.replaceAll('"', '').split(/[. ]/));
  if (touched.includes('projects')) touched.push('trust_level');
  if (touched.includes('env')) touched.push('TOKEN');
  const inValue = /^\s*("|\]|Say|# this is|\\| {4}Keep)/;
  return file
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('[') && !/^\s+\[/.test(line) && !inValue.test(line))
    .filter((line) => !touched.some((name) => name !== '' && line.includes(name)));
}
