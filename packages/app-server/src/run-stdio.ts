// One client on stdin and stdout. When it leaves, or a signal comes, the engine is closed and the last words are written.
import type { Engine } from '@codex/engine/engine.ts';
import { stdioChannel } from '@codex/rpc/channels/stdio.ts';
import { type ServeOptions, serve } from './serve.ts';
import { aborted } from './signals.ts';

export async function runStdio(engine: Engine, options: ServeOptions & { readonly stop: AbortSignal }): Promise<void> {
  const channel = stdioChannel();
  const served = serve(channel, engine, options);
  await Promise.race([served, aborted(options.stop)]);
  await engine.close();
  await channel.close();
  const { code, message } = await channel.closed;
  if (code === 'too_large') throw new Error(message);
}
