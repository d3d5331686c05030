// One line on stderr when nobody is signed in: better now than in the first turn.
import type { Engine } from '@codex/engine/engine.ts';
import { tell } from '@codex/telemetry/logger.ts';

/** Says nothing of a configuration with mistakes: clients are told about those. A keyring that fails is said here too. */
export async function tellHowToSignIn({ config, auth, codexHome }: Engine): Promise<void> {
  const { signInHint } = await import('@codex/engine/models/sign-in-hint.ts');
  const loaded = await config.load().catch(() => null);
  if (!loaded) return;
  const credentials = () => auth.current(loaded.login);
  const request = { config: loaded, codexHome, env: config.request.env, credentials };
  const hint = await signInHint(request).catch((error: Error) => error.message);
  if (hint !== null) tell(hint);
}
