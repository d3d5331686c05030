// A model that answers by what it was told last: for tests in which several threads ask in any order.
import type { MockAnswer } from '@codex/testkit/mock-model-server.ts';
import type { ModelRequest } from '@codex/testkit/responses-server.ts';

/** The first row whose words are in the last thing said is the answer, however often it is asked for. */
export type Script = ReadonlyArray<readonly [words: string, answer: MockAnswer]>;

/** As many answers as any test needs. */
export function byWords(script: Script): MockAnswer[] {
  return Array.from({ length: 60 }, () => (request: ModelRequest) => {
    const said = JSON.stringify(inputOf(request).at(-1));
    const row = script.find(([words]) => said.includes(words));
    if (!row) return { status: 500, body: { error: { message: `the script has no answer to ${said}` } } };
    const [, answer] = row;
    return typeof answer === 'function' ? answer(request) : answer;
  });
}

export function inputOf(request: ModelRequest | undefined): Array<Record<string, unknown>> {
  return (request?.body?.input ?? []) as Array<Record<string, unknown>>;
}

/** The texts of the messages of one request, without our context at its beginning. */
export function textsOf(request: ModelRequest | undefined): string[] {
  return inputOf(request).flatMap(({ type, role, content }) => {
    if (type !== 'message' || role === 'developer') return [];
    const text = (content as Array<{ text?: string }>).map((part) => part.text ?? '').join('');
    return text.includes('<environment_context>') ? [] : [text];
  });
}

export function toolNamesOf(request: ModelRequest | undefined): unknown[] {
  return ((request?.body?.tools ?? []) as Array<{ name?: string; type: string }>).map(({ name, type }) => name ?? type);
}
