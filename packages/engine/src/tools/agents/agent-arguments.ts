// Arguments that the agent tools share: what an agent is told, and which agent is meant.
import type { UserInput } from '@codex/protocol/item/user-input.ts';
import { fields } from '../arguments.ts';

export interface MessageArguments {
  readonly message?: string;
  readonly items?: ReadonlyArray<Readonly<Record<string, string>>>;
}

export const messageTable = {
  message: fields.string('nullable'),
  items: fields.list(
    fields.struct(
      'UserInput',
      Object.fromEntries(
        ['type', 'text', 'image_url', 'audio_url', 'path', 'name'].map((name) => [name, fields.string('nullable')]),
      ),
    ),
    'nullable',
  ),
};

const text = (description: string) => ({ type: 'string', description });

export const messageProperties = {
  message: text('What the agent is told, in plain words. Give this or items.'),
  items: {
    type: 'array',
    description: 'What the agent is told, in parts. Give this or message.',
    items: {
      type: 'object',
      properties: {
        type: text('text, image, local_image, skill or mention.'),
        text: text('Words, for text.'),
        image_url: text('A data URL, for image.'),
        audio_url: text('A data URL, for audio.'),
        path: text('A file, for local_image and skill; a URI, for mention.'),
        name: text('Of the skill or of what is mentioned.'),
      },
      additionalProperties: false,
    },
  },
};

/** The words of the agent's user, or the sentence for the model. */
export function readMessage({ message, items }: MessageArguments): { input: UserInput[] } | { refusal: string } {
  if (message !== undefined && items !== undefined) return { refusal: 'Provide either message or items, but not both' };
  if (message !== undefined) {
    if (message.trim() === '') return { refusal: "Empty message can't be sent to an agent" };
    return { input: [{ type: 'text', text: message, text_elements: [] }] };
  }
  if (items === undefined) return { refusal: 'Provide one of: message or items' };
  const input = items.flatMap(readPart);
  return input.length > 0 ? { input } : { refusal: "Items can't be empty" };
}

type Part = Readonly<Record<string, string | undefined>>;

const parts: Readonly<Record<string, (part: Part) => UserInput[]>> = {
  text: ({ text = '' }) => (text === '' ? [] : [{ type: 'text', text, text_elements: [] }]),
  image: ({ image_url: url }) => (url?.startsWith('data:') ? [{ type: 'image', url }] : []),
  local_image: ({ path }) => (path ? [{ type: 'localImage', path }] : []),
  skill: ({ name, path }) => (name && path ? [{ type: 'skill', name, path }] : []),
  mention: ({ name, path }) => (name && path ? [{ type: 'mention', name, path }] : []),
};

function readPart(part: Part): UserInput[] {
  return parts[part.type ?? 'text']?.(part) ?? [];
}

/** What an item shows of the words. */
export function shownMessage(input: readonly UserInput[]): string {
  return input.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n');
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id in its usual form, or the sentence for the model. */
export function readAgentId(given: string): { id: string } | { refusal: string } {
  if (uuid.test(given)) return { id: given.toLowerCase() };
  const fault = given.includes('-') ? 'ParseOther' : `ParseSimpleLength { len: ${given.length} }`;
  return { refusal: `invalid agent id ${given}: Error(${fault})` };
}
