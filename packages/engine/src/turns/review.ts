// A review: another agent looks at changes and says what is wrong with them. Clients see its work as a part of this
// thread; the model of this thread only hears the findings.
import { randomUUIDv7 } from 'node:crypto';
import type { ReviewTarget } from '@codex/protocol/review/start.ts';
import type { TurnError } from '@codex/protocol/turn/turn.ts';
import { REVIEW_INSTRUCTIONS } from '../context/review-instructions.ts';
import { responseItem, threadSettingsApplied } from '../rollouts/records.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import { runChild } from './child-thread.ts';
import { showItem } from './item-lifecycle.ts';
import { ReportedFailure } from './report.ts';
import { forwardReview } from './review-forwarding.ts';
import { parseReviewOutput, type ReviewOutput, reviewText } from './review-output.ts';
import { reviewHint, reviewTask } from './review-target.ts';
import { agentMessage } from './shown-items.ts';
import { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

const INTERRUPTED = 'Review was interrupted. Please re-run /review and wait for it to complete.';

export async function reviewChanges(turn: Turn, thread: TurnHost): Promise<void> {
  const target = turn.options.review;
  if (!target) throw new TypeError('a review needs a target');
  turn.startedAtMs = Date.now();
  const isFirst = !thread.materialised;
  showItem({ type: 'enteredReviewMode', id: randomUUIDv7(), review: reviewHint(target) }, turn, thread, { target });
  let output: ReviewOutput | null = null;
  turn.onEnd(() => {
    const settings = isFirst ? [threadSettingsApplied(thread.id, turn.settings)] : [];
    leaveReview(output, settings, turn, thread);
  });
  output = parseReviewOutput(await askReviewer(target, turn, thread));
}

/** The reviewer's last words. Rejects when the turn is interrupted or the reviewer fails. */
async function askReviewer(target: ReviewTarget, turn: Turn, thread: TurnHost): Promise<string> {
  turn.signal.throwIfAborted();
  const settings = {
    ...turn.settings,
    approvalPolicy: 'never' as const,
    model: thread.reviewModel ?? turn.settings.model,
  };
  const reviewer = await thread.spawn({
    role: 'reviewer',
    source: { subAgent: 'review' },
    threadSource: 'subagent',
    settings,
    baseInstructions: REVIEW_INSTRUCTIONS,
  });
  const work = new Turn({ settings, rootTurnId: turn.rootTurnId, parentTurnId: turn.id });
  turn.alias = work.id;
  work.say({ input: [{ type: 'text', text: await reviewTask(target, settings.cwd) }], clientId: null });
  const forwarding = forwardReview(work, reviewer, turn, thread);
  try {
    const { error } = await runChild(reviewer, work, turn.signal);
    forwarding.end();
    turn.signal.throwIfAborted();
    if (error) throw new ReportedFailure(error as TurnError);
    return work.lastAgentMessage?.text ?? '';
  } finally {
    await reviewer.close();
  }
}

/** What is said however the review ended. */
function leaveReview(
  output: ReviewOutput | null,
  settings: readonly RolloutItem[],
  turn: Turn,
  thread: TurnHost,
): void {
  const said = output === null ? INTERRUPTED : reviewText(output);
  const findings = message('user', 'input_text', userAction(output));
  thread.commit(null, [...settings, responseItem(findings, thread.historySequence.next())]);
  const exited = { type: 'exitedReviewMode' as const, id: randomUUIDv7(), review: reviewText(output) };
  showItem(exited, turn, thread, { review_output: output });
  const answer = message('assistant', 'output_text', said);
  thread.commit(null, [responseItem(answer, thread.historySequence.next())]);
  turn.lastAgentMessage = showItem(agentMessage(answer, said), turn, thread);
}

function message<R extends string, T extends 'input_text' | 'output_text'>(role: R, type: T, text: string) {
  return { type: 'message' as const, id: `msg_${randomUUIDv7()}`, role, content: [{ type, text }] };
}

function userAction(output: ReviewOutput | null): string {
  const results =
    output === null
      ? 'The review was interrupted before it had results. If the user asks about it, say that it has to be run again.'
      : reviewText(output);
  return `<user_action>
  <context>The user had changes reviewed by another agent. What it found is below; the user may ask to have it mended.</context>
  <action>review</action>
  <results>
  ${results}
  </results>
</user_action>`;
}
