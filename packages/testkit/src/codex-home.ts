// Throw-away homes and workspaces for tests: a CODEX_HOME whose only provider is a given base URL.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestHome {
  /** CODEX_HOME. */
  readonly home: string;
  /** An empty working directory. */
  readonly cwd: string;
  remove(): Promise<void>;
}

export interface TestHomeOptions {
  /** null: config names none. */
  readonly model?: string | null;
  /** null: config names no provider. */
  readonly provider?: null;
  readonly approvalPolicy?: string;
  readonly sandboxMode?: string;
  /** Default `responses`. */
  readonly wireApi?: string;
  /** More TOML, after the provider table. */
  readonly extra?: string;
}

/** Creates both directories and config.toml; retries of the provider are off, so that failures show at once. */
export async function createTestHome(baseUrl: string, options: TestHomeOptions = {}): Promise<TestHome> {
  const root = await mkdtemp(join(tmpdir(), 'codex-test-'));
  const home = join(root, 'home');
  const cwd = join(root, 'work');
  await mkdir(home);
  await mkdir(cwd);
  await writeFile(join(home, 'config.toml'), configToml(baseUrl, options));
  return { home, cwd, remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }) };
}

function configToml(baseUrl: string, options: TestHomeOptions): string {
  const model = options.model === null ? '' : `model = "${options.model ?? 'gpt-5.5'}"\n`;
  const general = `${model}approval_policy = "${options.approvalPolicy ?? 'never'}"
sandbox_mode = "${options.sandboxMode ?? 'danger-full-access'}"
`;
  return options.provider === null ? general : `${general}${providerToml(baseUrl, options)}`;
}

function providerToml(baseUrl: string, { wireApi = 'responses', extra = '' }: TestHomeOptions): string {
  return `model_provider = "mock"

[model_providers.mock]
name = "Mock"
base_url = "${baseUrl}"
wire_api = "${wireApi}"
request_max_retries = 0
stream_max_retries = 0
${extra}`;
}
