// What the user may say next, as the model guesses.
import type { Static } from 'typebox';
import { nullish, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

/** The turn after which to guess; it must be the thread's last one. */
export const ThreadPredictionRequestParams = struct('ThreadPredictionRequestParams', {
  threadId: Type.String(),
  sourceTurnId: Type.String(),
});
export type ThreadPredictionRequestParams = Static<typeof ThreadPredictionRequestParams>;

/** Empty: the guess comes as `thread/prediction/updated`. */
export const ThreadPredictionRequestResponse = struct('ThreadPredictionRequestResponse', {});
export type ThreadPredictionRequestResponse = Static<typeof ThreadPredictionRequestResponse>;

/** The guess; `text` null: none worth showing. */
export const ThreadPredictionResult = union('ThreadPredictionResult', [
  Type.Object({
    type: Type.Literal('completed'),
    text: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('failed'),
  }),
]);
export type ThreadPredictionResult = Static<typeof ThreadPredictionResult>;

/** A guess was made after `sourceTurnId`. */
export const ThreadPredictionUpdatedNotification = struct('ThreadPredictionUpdatedNotification', {
  threadId: Type.String(),
  sourceTurnId: Type.String(),
  result: ThreadPredictionResult,
});
export type ThreadPredictionUpdatedNotification = Static<typeof ThreadPredictionUpdatedNotification>;
