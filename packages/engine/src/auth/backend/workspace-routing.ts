// Where requests of the account's workspace have to go: some workspaces want them processed in one region only.
import { AccountRoutingOverride, type WorkspaceRouting } from '@codex/protocol/account/account.ts';
import type { TokenCredentials } from '../credentials.ts';
import { Backend, type BackendOptions } from './client.ts';
import { type Fields, fields, list, text, word } from './fields.ts';

const PATIENCE_MS = 5_000;
/** The service has no wish of its own. */
const NO_CONSTRAINT = 'NO_CONSTRAINT';

/** null: tokens without a workspace go anywhere. Throws Error with a sentence for people. */
export async function findRouting(
  options: BackendOptions,
  credentials: TokenCredentials,
): Promise<WorkspaceRouting | null> {
  const { accountId } = credentials;
  if (accountId === null) return null;
  const backend = new Backend(options, credentials);
  const answer = await backend
    .ask({ method: 'GET', path: '/accounts/check', timeoutMs: PATIENCE_MS })
    .catch((cause) => {
      throw new Error('workspace routing discovery failed', { cause });
    });
  const entries = entriesOf(answer).filter((entry) => (entry.id ?? entry.account_id) === accountId);
  const [entry, ...more] = entries;
  if (!entry) throw new Error('selected workspace missing from routing discovery');
  if (more.length > 0) throw new Error('duplicate workspace in routing discovery');
  return { chatgptAccountId: accountId, ...routeOf(entry, options.baseUrl) };
}

function entriesOf({ accounts }: Fields): Fields[] {
  if (Array.isArray(accounts)) return list(accounts);
  return list(Object.values(fields(accounts) ?? {}).map((value) => fields(value)?.account));
}

function routeOf(entry: Fields, baseUrl: string): Omit<WorkspaceRouting, 'chatgptAccountId'> {
  const backend = text(entry.workspace_backend_origin);
  if (backend === null) throw new Error('workspace routing discovery missing backend origin');
  const accountRoutingOverride = word(entry.account_routing_override, AccountRoutingOverride.enum, null);
  if (accountRoutingOverride === null) {
    throw new Error('workspace routing discovery has invalid account routing override');
  }
  const { origin } = backend === NO_CONSTRAINT ? new URL(baseUrl) : plainOrigin(backend);
  return { backendOrigin: origin, accountRoutingOverride };
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Tokens go there: only HTTPS will do, or this machine. */
function plainOrigin(value: string): URL {
  if (!URL.canParse(value)) throw new Error('invalid workspace backend URL');
  const url = new URL(value);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
  if (!isSafe || url.username !== '' || url.password !== '') {
    throw new Error('workspace backend must use an HTTPS origin without credentials');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new Error('workspace routing discovery must return an origin');
  }
  return url;
}
