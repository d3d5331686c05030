// What a reviewer answered: findings in JSON if it kept to the form, else its words as they are. Pure.
import { renderReview } from '../rollouts/review-text.ts';

/** As rollouts keep it. */
export type ReviewOutput = Readonly<Record<string, unknown>>;

/** null: the reviewer said nothing. */
export function parseReviewOutput(answer: string): ReviewOutput | null {
  const text = answer.trim();
  if (text === '') return null;
  const inside = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  return (
    parseOutput(text) ??
    parseOutput(inside) ?? {
      findings: [],
      overall_correctness: '',
      overall_explanation: text,
      overall_confidence_score: 0,
    }
  );
}

/** As clients are shown it. */
export function reviewText(output: ReviewOutput | null): string {
  return renderReview(output);
}

function parseOutput(json: string): ReviewOutput | null {
  try {
    const value: unknown = JSON.parse(json);
    return isOutput(value) ? value : null;
  } catch {
    return null;
  }
}

function isOutput(value: unknown): value is ReviewOutput {
  if (typeof value !== 'object' || value === null) return false;
  const { findings, overall_explanation: explanation } = value as ReviewOutput;
  return Array.isArray(findings) && findings.every(isFinding) && typeof explanation === 'string';
}

function isFinding(value: unknown): boolean {
  const { title, body, code_location: place } = (value ?? {}) as Record<string, unknown>;
  return typeof title === 'string' && typeof body === 'string' && typeof place === 'object' && place !== null;
}
