// What is remembered beside the history, so that a later summary of it cannot lose it.
import type { RolloutItem } from './rollout-line.ts';

/** Questions that the user answered. `order`: grows with everything that was said. */
export function verifiedAnswer(
  turnId: string,
  callId: string,
  questions: ReadonlyArray<{ readonly question: string; readonly answer: string }>,
  order: number,
): RolloutItem {
  return {
    type: 'retained_context',
    payload: {
      type: 'verified_answer',
      turn_id: turnId,
      call_id: callId,
      questions: questions.map(({ question, answer }) => ({ question, answer })),
      acceptance_order: order,
    },
  };
}
