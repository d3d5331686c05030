// Shows patches while the model writes them (feature `apply_patch_streaming_events`): at once when one becomes visible,
// then at most twice a second, and once more when it is complete.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { PatchPreview } from '../tools/patch/preview.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

const PAUSE_MS = 500;

interface Stream {
  readonly callId: string;
  readonly preview: PatchPreview;
  /** On the clock of performance.now(). */
  shownAt: number;
  /** Something is not shown yet. */
  waiting: boolean;
}

export class PatchStreams {
  readonly #turn: Turn;
  readonly #thread: TurnHost;
  /** By the id of the model's item. */
  readonly #streams = new Map<string, Stream>();

  constructor(turn: Turn, thread: TurnHost) {
    this.#turn = turn;
    this.#thread = thread;
  }

  begin(item: ResponseItem): void {
    if (!this.#thread.streamsPatches || item.type !== 'custom_tool_call' || item.name !== 'apply_patch') return;
    const preview = new PatchPreview();
    const stream = { callId: item.call_id, preview, shownAt: Number.NEGATIVE_INFINITY, waiting: false };
    this.#streams.set(item.id ?? '', stream);
  }

  add(itemId: string, delta: string): void {
    const stream = this.#streams.get(itemId);
    if (!stream?.preview.take(delta)) return;
    stream.waiting = true;
    if (performance.now() - stream.shownAt >= PAUSE_MS) this.#show(stream);
  }

  finish(item: ResponseItem): void {
    if (item.type !== 'custom_tool_call') return;
    const id = item.id ?? '';
    const stream = this.#streams.get(id);
    this.#streams.delete(id);
    if (stream?.waiting) this.#show(stream);
  }

  #show(stream: Stream): void {
    stream.shownAt = performance.now();
    stream.waiting = false;
    const ids = { threadId: this.#thread.id, turnId: this.#turn.id, itemId: stream.callId };
    const params = { ...ids, changes: stream.preview.changes() };
    this.#thread.commit({ method: 'item/fileChange/patchUpdated', params });
  }
}
