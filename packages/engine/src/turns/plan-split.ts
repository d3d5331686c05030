// Splits what the model says in Plan mode into words for the user and the plan, while it streams. Tags count only when
// they stand alone on a line, so a line is held back as long as it may become one.

/** `plan` with empty text: a plan begins, and takes the place of one before. */
export interface Segment {
  readonly part: 'message' | 'plan';
  readonly text: string;
}

const OPEN = '<proposed_plan>';
const CLOSE = '</proposed_plan>';

export class PlanSplitter {
  #inPlan = false;
  /** The line so far while it may still be a tag; null once it cannot. */
  #held: string | null = '';

  add(text: string): Segment[] {
    const segments: Segment[] = [];
    for (const piece of text.split(/(?<=\n)/)) segments.push(...this.#piece(piece));
    return merged(segments);
  }

  /** What was held back, when nothing more comes. */
  end(): Segment[] {
    const line = this.#held ?? '';
    this.#held = '';
    return line === '' ? [] : this.#line(line);
  }

  /** A part of one line, or its end. */
  #piece(piece: string): Segment[] {
    const ends = piece.endsWith('\n');
    if (this.#held === null) {
      if (ends) this.#held = '';
      return this.#words(piece);
    }
    const line = this.#held + piece;
    this.#held = ends ? '' : line;
    if (ends) return this.#line(line);
    if (mayBecomeTag(line)) return [];
    this.#held = null;
    return this.#words(line);
  }

  #line(line: string): Segment[] {
    if (line.trim() !== (this.#inPlan ? CLOSE : OPEN)) return this.#words(line);
    this.#inPlan = !this.#inPlan;
    return this.#inPlan ? [{ part: 'plan', text: '' }] : [];
  }

  #words(text: string): Segment[] {
    return text === '' ? [] : [{ part: this.#inPlan ? 'plan' : 'message', text }];
  }
}

function mayBecomeTag(line: string): boolean {
  const text = line.trimStart();
  return [OPEN, CLOSE].some((tag) => tag.startsWith(text) || text.trimEnd() === tag);
}

function merged(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (last?.part === segment.part && segment.text !== '' && last.text !== '') {
      result[result.length - 1] = { part: segment.part, text: last.text + segment.text };
    } else result.push(segment);
  }
  return result;
}

/** A whole message: the words around plans, and the last plan; null when there is none. */
export function splitPlan(text: string): { readonly message: string; readonly plan: string | null } {
  const splitter = new PlanSplitter();
  let message = '';
  let plan: string | null = null;
  for (const { part, text: words } of [...splitter.add(text), ...splitter.end()]) {
    if (part === 'message') message += words;
    else plan = words === '' ? '' : (plan ?? '') + words;
  }
  return { message, plan };
}
