// The mark that an interrupted turn leaves in the history, so that the model knows why its work is unfinished.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { contextMessage } from './context-message.ts';

const TEXT = `\
<turn_aborted>
The user interrupted the previous turn. Commands and edits of that turn may have been done in part: look before you repeat or build on them.
</turn_aborted>`;

export function turnAbortedMessage(): ResponseItem {
  return contextMessage('user', [TEXT]);
}
