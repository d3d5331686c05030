// Who may import whom, as data. check-imports.ts enforces it; docs/architecture.md explains it.

export interface PackageRule {
  /** Packages of ours that this one may import. */
  readonly uses: readonly string[];
  /** Runs in a browser too: no `node:` import. */
  readonly browser?: true;
}

/** Tests, scripts and benches may import everything; the sources of a package only what stands here. */
export const packageLaw: Readonly<Record<string, PackageRule>> = {
  protocol: { uses: [], browser: true },
  rpc: { uses: [] },
  /** The log and the traces of the process. */
  telemetry: { uses: [] },
  engine: { uses: ['protocol', 'telemetry'] },
  'app-server': { uses: ['engine', 'protocol', 'rpc', 'telemetry'] },
  'app-server-client': { uses: ['protocol', 'rpc'] },
  'web-server': { uses: ['protocol', 'app-server-client', 'telemetry'] },
  client: { uses: ['protocol'], browser: true },
  console: { uses: ['client', 'protocol'], browser: true },
  cli: { uses: ['app-server', 'web-server', 'telemetry'] },
  testkit: { uses: ['protocol', 'rpc', 'app-server-client'] },
};

/** Single files that may use more than their package: the places where parts are put together. */
export const fileGrants: Readonly<Record<string, readonly string[]>> = {
  'packages/web-server/src/backend/in-process.ts': ['engine', 'app-server', 'rpc', 'testkit'],
  'packages/web-server/src/backend/ask-holders.ts': ['rpc'],
  'packages/web-server/src/config-in-force.ts': ['engine'],
  'packages/web-server/src/backend/connect-backend.ts': ['rpc'],
  'packages/web-server/src/backend/out-of-process.ts': ['rpc'],
  'packages/web-server/src/backend/upgrades.ts': ['rpc'],
  'packages/cli/src/accounts.ts': ['engine'],
  'packages/cli/src/chatgpt-login.ts': ['engine'],
  'packages/cli/src/commands/apply-patch.ts': ['engine'],
  'packages/cli/src/commands/doctor.ts': ['engine'],
  'packages/cli/src/commands/execpolicy.ts': ['engine'],
  'packages/cli/src/commands/sandbox.ts': ['engine'],
  'packages/cli/src/doctor-checks.ts': ['engine'],
};

/** Folders of the engine, and what each may import directly; what those may import is allowed too. */
export const engineFolders: Readonly<Record<string, readonly string[]>> = {
  threads: ['turns', 'annotations'],
  turns: ['models', 'tools', 'hooks', 'skills', 'rollouts', 'context'],
  tools: ['exec', 'sandbox', 'mcp', 'search', 'git'],
  models: ['auth', 'config'],
  mcp: ['auth', 'config'],
  hooks: ['exec'],
  exec: ['config'],
  /** What a command does is read by exec; the sandbox decides about it. */
  sandbox: ['exec', 'config'],
  /** What clients run beside any thread. */
  programs: ['exec', 'sandbox', 'config'],
  config: [],
  rollouts: [],
  /** What clients keep about threads beside the history. */
  annotations: [],
  auth: [],
  skills: ['config'],
  context: ['config'],
  search: [],
  git: [],
  feedback: [],
};

/** Files directly in engine/src that put the folders together; they alone may import `threads`. */
export const engineRoots: readonly string[] = ['engine.ts', 'create-engine.ts'];

/** Files directly in engine/src that import no folder and may be imported by every folder. */
export const engineLeaves: readonly string[] = [
  'enforced-policy.ts',
  'entry.ts',
  'errors.ts',
  'http-transport.ts',
  'installation-id.ts',
  'page.ts',
  'plain-environment.ts',
  'replace-file.ts',
];

/** Interfaces that any folder of the engine may import, as types only. */
export const engineContracts: readonly string[] = [
  'engine.ts',
  'tools/tool.ts',
  'models/model-client.ts',
  'models/catalog.ts',
  'config/config.ts',
];

/** Of files that are there at runtime. Types do not count: the protocol has one file per type. */
export const maxOwnImports = 12;

/** Tables have one import per row; they are exempt from the limit of own imports. */
export const importTables: RegExp =
  /^packages\/(protocol\/src\/(.+\/)?methods|protocol\/src\/generated\/type-modules|app-server\/src\/methods\/handlers)\.ts$/;

/** Texts that no source of a package may contain: shipped code never looks at the tests or their recordings. */
export const forbiddenTexts: RegExp = /(^|[./])tests\/|recordings?\/|\boracle\b/;
