// Turns a scenario's model-reply shorthand into Responses API SSE events.

const asText = (v) => (typeof v === 'string' ? v : JSON.stringify(v));

/** Events of one output item. `id` is a stable item id, `index` its output index. */
function itemEvents(piece, id, index) {
  const added = (item) => ({ type: 'response.output_item.added', output_index: index, item });
  const done = (item) => ({ type: 'response.output_item.done', output_index: index, item });
  if ('text' in piece || 'deltas' in piece) {
    const deltas = piece.deltas ?? [piece.text];
    const full = piece.text ?? deltas.filter((d) => typeof d === 'string').join('');
    const itemId = piece.id ?? `msg_${id}`;
    const item = (text) => ({
      type: 'message',
      role: 'assistant',
      id: itemId,
      ...(piece.phase ? { phase: piece.phase } : {}),
      content: [{ type: 'output_text', text }],
    });
    const events = [];
    if (piece.silent !== true) {
      events.push(added(item('')));
      for (const d of deltas) {
        events.push(
          typeof d === 'string'
            ? { type: 'response.output_text.delta', item_id: itemId, output_index: index, content_index: 0, delta: d }
            : { control: d },
        );
      }
    }
    return [...events, done(item(full))];
  }
  if (piece.functionCall) {
    const c = piece.functionCall;
    return [
      done({
        type: 'function_call',
        id: `fc_${id}`,
        call_id: c.call_id,
        name: c.name,
        ...(c.namespace ? { namespace: c.namespace } : {}),
        arguments: asText(c.arguments ?? {}),
      }),
    ];
  }
  if (piece.customToolCall) {
    const c = piece.customToolCall;
    const item = { type: 'custom_tool_call', id: `ctc_${id}`, call_id: c.call_id, name: c.name, input: c.input };
    if (!c.inputDeltas) return [done(item)];
    return [
      added({ ...item, input: '' }),
      ...c.inputDeltas.map((delta) => ({
        type: 'response.custom_tool_call_input.delta',
        item_id: `ctc_${id}`,
        call_id: c.call_id,
        output_index: index,
        delta,
      })),
      done(item),
    ];
  }
  if (piece.reasoning) {
    const r = piece.reasoning;
    const item = (full) => ({
      type: 'reasoning',
      id: `rs_${id}`,
      summary: full
        ? (r.summary ?? []).map((text) => ({ type: 'summary_text', text: Array.isArray(text) ? text.join('') : text }))
        : [],
      ...(r.content ? { content: full ? r.content.map((text) => ({ type: 'reasoning_text', text })) : [] } : {}),
      encrypted_content: r.encrypted ?? null,
    });
    const events = [added(item(false))];
    (r.summary ?? []).forEach((text, n) => {
      events.push({
        type: 'response.reasoning_summary_part.added',
        item_id: `rs_${id}`,
        output_index: index,
        summary_index: n,
        part: { type: 'summary_text', text: '' },
      });
      for (const delta of Array.isArray(text) ? text : [text]) {
        events.push({
          type: 'response.reasoning_summary_text.delta',
          item_id: `rs_${id}`,
          output_index: index,
          summary_index: n,
          delta,
        });
      }
    });
    for (const [n, delta] of (r.content ?? []).entries()) {
      events.push({
        type: 'response.reasoning_text.delta',
        item_id: `rs_${id}`,
        output_index: index,
        content_index: n,
        delta,
      });
    }
    return [...events, done(item(true))];
  }
  if (piece.webSearch) {
    const item = { type: 'web_search_call', id: `ws_${id}`, status: 'completed', action: piece.webSearch };
    return [added({ type: 'web_search_call', id: `ws_${id}`, status: 'in_progress' }), done(item)];
  }
  if (piece.item) return [...(piece.added ? [added(piece.added)] : []), done(piece.item)];
  if (piece.event) return [piece.event];
  return [{ control: piece }]; // {gate}, {delayMs}
}

const PIECE_KEYS = ['text', 'deltas', 'functionCall', 'customToolCall', 'reasoning', 'webSearch', 'item', 'event'];

/** The full event list of a reply; {control:{gate|delayMs}} entries are executed by the server, not sent. */
export function replyEvents(reply, n) {
  if (reply.events) return reply.events;
  const pieces = reply.items ?? (PIECE_KEYS.some((k) => k in reply) ? [reply] : []);
  const id = reply.responseId ?? `resp_${n}`;
  const events = [{ type: 'response.created', response: { id } }];
  for (const [i, p] of pieces.entries()) events.push(...itemEvents(p, `${n}_${i}`, i));
  if (reply.hang || reply.dropConnection) return events;
  if (reply.failed) {
    events.push({ type: 'response.failed', response: { id, error: reply.failed } });
  } else if (reply.incomplete) {
    events.push({ type: 'response.incomplete', response: { id, incomplete_details: { reason: reply.incomplete } } });
  } else {
    const usage =
      reply.usage === null
        ? null
        : {
            input_tokens: 10,
            input_tokens_details: null,
            output_tokens: 5,
            output_tokens_details: null,
            total_tokens: 15,
            ...reply.usage,
          };
    events.push({
      type: 'response.completed',
      response: {
        id,
        ...(usage ? { usage } : {}),
        ...(reply.endTurn === undefined ? {} : { end_turn: reply.endTurn }),
      },
    });
  }
  return events;
}
