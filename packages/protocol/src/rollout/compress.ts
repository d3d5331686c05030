// Making the files of old threads smaller.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';

/** Empty: the work was asked for. It runs in the background, unless it ran a short while ago. */
export const RolloutCompressResponse = struct('RolloutCompressResponse', {});
export type RolloutCompressResponse = Static<typeof RolloutCompressResponse>;
