// What a client may ask of a turn and this engine cannot do yet. Refusing is better than running a turn that lacks it.
import type { TurnStartParams } from '@codex/protocol/turn/start.ts';
import type { TurnSteerParams } from '@codex/protocol/turn/steer.ts';
import { EngineError } from '../errors.ts';

type Asked = Partial<TurnStartParams & TurnSteerParams>;

const unsupported: Readonly<Record<string, (params: Asked) => boolean>> = {
  additionalContext: ({ additionalContext }) => Object.keys(additionalContext ?? {}).length > 0,
  environments: ({ environments }) => environments != null,
  serviceTierForTurn: ({ serviceTierForTurn }) => serviceTierForTurn != null,
  toolOutput: ({ toolOutput }) => toolOutput != null,
  'collaborationMode.mode `plan`': ({ collaborationMode }) => collaborationMode?.mode === 'plan',
};

/** `method` is named in the refusal. */
export function refuseUnsupported(method: 'turn/start' | 'turn/steer', params: Asked): void {
  for (const [field, asked] of Object.entries(unsupported)) {
    if (asked(params)) throw new EngineError('unsupported', `${method}.${field} is not supported by this server`);
  }
}
