// The schemas of the protocol, loaded when the first request beside `initialize` comes: a start serves only that one,
// and building all schemas would take longer than answering it.
import type { decodeAnswer, decodeParams } from '@codex/protocol/decode.ts';
import type { clientRequests } from '@codex/protocol/methods.ts';

interface Schemas {
  readonly decodeParams: typeof decodeParams;
  readonly decodeAnswer: typeof decodeAnswer;
  readonly clientRequests: typeof clientRequests;
}

let loaded: Schemas | undefined;

export async function loadSchemas(): Promise<void> {
  if (loaded) return;
  const [{ decodeParams, decodeAnswer }, { clientRequests }] = await Promise.all([
    import('@codex/protocol/decode.ts'),
    import('@codex/protocol/methods.ts'),
  ]);
  loaded = { decodeParams, decodeAnswer, clientRequests };
}

/** Throws before `loadSchemas` has resolved. */
export function schemas(): Schemas {
  if (!loaded) throw new Error('The schemas are not loaded yet');
  return loaded;
}
