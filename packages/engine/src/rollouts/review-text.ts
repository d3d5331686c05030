// The findings of a review as the text that clients are shown.

interface ReviewOutput {
  overall_explanation?: string;
  findings?: Finding[];
}

interface Finding {
  title?: string;
  body?: string;
  code_location?: { absolute_file_path?: string; line_range?: { start?: number; end?: number } };
}

export function renderReview(output: unknown): string {
  const { overall_explanation, findings = [] } = (output ?? {}) as ReviewOutput;
  const sections = [overall_explanation?.trim() ?? ''].filter((text) => text !== '');
  if (findings.length > 0) {
    const heading = findings.length === 1 ? 'Review comment:' : 'Full review comments:';
    sections.push([heading, ...findings.map(renderFinding)].join('\n\n'));
  }
  return sections.length > 0 ? sections.join('\n\n') : noOutput;
}

const noOutput = 'Reviewer failed to output a response.';

/** A stored output that renders to `text`; null for the text that says there was none. */
export function reviewLine(text: string): Record<string, unknown> | null {
  if (text === noOutput) return null;
  return { findings: [], overall_correctness: '', overall_explanation: text, overall_confidence_score: 0 };
}

function renderFinding(finding: Finding): string {
  const { absolute_file_path = '', line_range } = finding.code_location ?? {};
  const place = `${absolute_file_path}:${line_range?.start ?? 0}-${line_range?.end ?? 0}`;
  const body = (finding.body ?? '').split('\n').map((line) => `  ${line}`);
  return [`- ${finding.title ?? ''} — ${place}`, ...body].join('\n');
}
