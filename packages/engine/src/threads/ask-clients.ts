// Questions that belong to no thread: every client is asked, and the first answer counts.
import type {
  ServerRequest,
  ServerRequestMethod,
  ServerRequestParams,
  ServerRequestResult,
} from '@codex/protocol/methods.ts';
import type { Answer, EngineScope } from './engine-scope.ts';

export interface Question<M extends ServerRequestMethod> {
  readonly method: M;
  readonly params: ServerRequestParams<M>;
  readonly patienceMs: number;
  /** How errors name it. */
  readonly name: string;
}

/** Rejects with Error when the answer is an error, or nobody answers in time. */
export function askClients<M extends ServerRequestMethod>(
  scope: EngineScope,
  { method, params, patienceMs, name }: Question<M>,
): Promise<ServerRequestResult<M>> {
  const { promise, resolve, reject } = Promise.withResolvers<ServerRequestResult<M>>();
  const timer = setTimeout(() => {
    scope.forgetAsk(id);
    reject(new Error(`${name} timed out after ${patienceMs / 1000}s`));
  }, patienceMs);
  const answer = (_: number, outcome: Answer) => {
    clearTimeout(timer);
    if ('result' in outcome) resolve(outcome.result as ServerRequestResult<M>);
    else reject(new Error(`${name} failed: code=${outcome.error.code} message=${outcome.error.message}`));
    return true;
  };
  const id = scope.registerAsk({ answer });
  scope.followers.push({ audience: 'all', message: { method, id, params } as ServerRequest });
  return promise;
}
