// Reviewers do not always keep to the form: whatever they say must reach the user.
import { expect, test } from 'vitest';
import { parseReviewOutput, reviewText } from './review-output.ts';

const finding = (title: string, body: string) => ({
  title,
  body,
  confidence_score: 0.5,
  priority: 1,
  code_location: { absolute_file_path: '/src/a.ts', line_range: { start: 3, end: 9 } },
});
const output = (explanation: string, ...findings: unknown[]) =>
  JSON.stringify({ findings, overall_correctness: '', overall_explanation: explanation, overall_confidence_score: 1 });
const shown = (answer: string) => reviewText(parseReviewOutput(answer));

test.each([
  [
    'one finding',
    output('Why.', finding('[P1] Off by one', 'first\nsecond')),
    'Why.\n\nReview comment:\n\n- [P1] Off by one — /src/a.ts:3-9\n  first\n  second',
  ],
  [
    'two findings',
    output('', finding('A', 'a'), finding('B', 'b')),
    'Full review comments:\n\n- A — /src/a.ts:3-9\n  a\n\n- B — /src/a.ts:3-9\n  b',
  ],
  ['JSON among words', `Here:\n${output('Fine.')}\nBye.`, 'Fine.'],
  ['no JSON', 'All good {really}.', 'All good {really}.'],
  ['JSON of another form', '{"findings":[1]}', '{"findings":[1]}'],
  ['nothing', ' \n', 'Reviewer failed to output a response.'],
])('%s', (_name, answer, text) => expect(shown(answer)).toBe(text));
