// Engine, app-server and demo model in this process: the one place of this package that knows them. Everything else
// works on any connection to an app-server.
import { errorOf } from '@codex/app-server/errors.ts';
import { selfCommand } from '@codex/app-server/self-command.ts';
import { serve } from '@codex/app-server/serve.ts';
import { protocolVersion } from '@codex/app-server/version.ts';
import { createEngine } from '@codex/engine/create-engine.ts';
import type { Engine } from '@codex/engine/engine.ts';
import { channelPair } from '@codex/rpc/channels/pair.ts';
import { ResponseError } from '@codex/rpc/peer.ts';
import type { Options } from '../options.ts';
import type { AppServer } from './app-server.ts';
import type { Cut } from './backend.ts';
import { connectBackend } from './connect-backend.ts';
import { Upgrades } from './upgrades.ts';

export async function startAppServer(options: Options): Promise<AppServer> {
  const demo = options.demo ? await (await import('@codex/testkit/demo-model.ts')).startDemoModel() : undefined;
  const engine = await openEngine(options, demo?.baseUrl);
  const [ours, theirs] = channelPair();
  const served = serve(theirs, engine);
  const upgrades = new Upgrades(async () => (client) => serve(client, engine));
  const { backend } = await connectBackend(ours, {
    // It alone can say whether an answer came first.
    answer: (askId, outcome) => engine.answer(askId, outcome),
    rollback: (cut) => rollback(engine, cut, String(backend.server.user_agent)),
  });
  return {
    backend,
    upgrade: upgrades.accept,
    isHeldElsewhere: (askId) => upgrades.holds(askId),
    async tellHowToSignIn() {
      if (!demo) await (await import('@codex/app-server/sign-in-hint.ts')).tellHowToSignIn(engine);
    },
    closeUpgrades: () => upgrades.close(),
    async stop() {
      await engine.close();
      await upgrades.close();
      await theirs.close();
      await served;
    },
    closeDemo: async () => demo?.close(),
  };
}

async function rollback(engine: Engine, cut: Cut, userAgent: string): Promise<void> {
  try {
    const { begin } = await engine.threads.rollback(cut, { name: 'codex-web-server', userAgent });
    begin();
  } catch (error) {
    throw new ResponseError(errorOf(error));
  }
}

function openEngine(options: Options, demoUrl: string | undefined): Promise<Engine> {
  return createEngine({
    codexHome: options.codexHome,
    cwd: process.cwd(),
    overrides: options.overrides,
    strictConfig: false,
    version: protocolVersion,
    env: process.env,
    selfCommand: selfCommand(),
    ...(demoUrl === undefined ? {} : { forcedProvider: { baseUrl: demoUrl, name: 'demo' } }),
  });
}
