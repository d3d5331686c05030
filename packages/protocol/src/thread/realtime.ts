// Realtime: a spoken conversation beside the turns of a thread. Audio and text arrive as notifications.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, uint16, uint32, union } from '../schema.ts';
import { Type } from '../type.ts';

/** Who spoke. */
export const ThreadRealtimeTranscriptRole = stringEnum(['user', 'assistant']);
export type ThreadRealtimeTranscriptRole = Static<typeof ThreadRealtimeTranscriptRole>;

/** How a session ended. */
export const ThreadRealtimeSessionOutcome = stringEnum(['ended', 'failed']);
export type ThreadRealtimeSessionOutcome = Static<typeof ThreadRealtimeSessionOutcome>;

/** How an item of the agent is shown in the spoken conversation: whole, as its text, or one of its pictures. */
export const ThreadRealtimeBemItemPresentation = union('ThreadRealtimeBemItemPresentation', [
  Type.Object({
    type: Type.Literal('wholeItem'),
  }),
  Type.Object({
    type: Type.Literal('inlineMarkdown'),
  }),
  Type.Object({
    type: Type.Literal('inlineVisualization'),
    index: uint32,
  }),
]);
export type ThreadRealtimeBemItemPresentation = Static<typeof ThreadRealtimeBemItemPresentation>;

/** One entry of a spoken conversation. `bemItemPromoted` shows an item of an ordinary turn there. */
export const ThreadRealtimeItem = union('ThreadRealtimeItem', [
  Type.Object({
    id: Type.String(),
    realtimeSessionId: Type.String(),
    type: Type.Literal('realtimeSessionStarted'),
  }),
  Type.Object({
    id: Type.String(),
    realtimeSessionId: Type.String(),
    type: Type.Literal('transcriptSegment'),
    role: ThreadRealtimeTranscriptRole,
    text: Type.String(),
  }),
  Type.Object({
    id: Type.String(),
    realtimeSessionId: Type.String(),
    type: Type.Literal('bemItemPromoted'),
    turnId: Type.String(),
    itemId: Type.String(),
    presentation: ThreadRealtimeBemItemPresentation,
  }),
  Type.Object({
    id: Type.String(),
    realtimeSessionId: Type.String(),
    type: Type.Literal('realtimeSessionClosed'),
    outcome: ThreadRealtimeSessionOutcome,
  }),
]);
export type ThreadRealtimeItem = Static<typeof ThreadRealtimeItem>;

/** Versions of the provider's realtime interface. */
export const RealtimeConversationVersion = stringEnum(['v1', 'v2', 'v3']);
export type RealtimeConversationVersion = Static<typeof RealtimeConversationVersion>;

/** A piece of sound; `data` is base64. */
export const ThreadRealtimeAudioChunk = struct('ThreadRealtimeAudioChunk', {
  data: Type.String(),
  /** In Hz. */
  sampleRate: uint32,
  numChannels: uint16,
  samplesPerChannel: nullish(uint32),
  itemId: nullish(Type.String()),
});
export type ThreadRealtimeAudioChunk = Static<typeof ThreadRealtimeAudioChunk>;

/** A session was accepted. */
export const ThreadRealtimeStartedNotification = struct('ThreadRealtimeStartedNotification', {
  threadId: Type.String(),
  realtimeSessionId: nullish(Type.String()),
  version: RealtimeConversationVersion,
});
export type ThreadRealtimeStartedNotification = Static<typeof ThreadRealtimeStartedNotification>;

/** An item of the provider that is no sound, as it came. */
export const ThreadRealtimeItemAddedNotification = struct('ThreadRealtimeItemAddedNotification', {
  threadId: Type.String(),
  item: Type.Unknown(),
});
export type ThreadRealtimeItemAddedNotification = Static<typeof ThreadRealtimeItemAddedNotification>;

/** An entry begins; its text follows in deltas. */
export const ThreadRealtimeItemStartedNotification = struct('ThreadRealtimeItemStartedNotification', {
  threadId: Type.String(),
  item: ThreadRealtimeItem,
});
export type ThreadRealtimeItemStartedNotification = Static<typeof ThreadRealtimeItemStartedNotification>;

/** Text to append to an entry. */
export const ThreadRealtimeItemTranscriptDeltaNotification = struct('ThreadRealtimeItemTranscriptDeltaNotification', {
  threadId: Type.String(),
  itemId: Type.String(),
  delta: Type.String(),
});
export type ThreadRealtimeItemTranscriptDeltaNotification = Static<
  typeof ThreadRealtimeItemTranscriptDeltaNotification
>;

/** An entry is complete and stored. */
export const ThreadRealtimeItemCompletedNotification = struct('ThreadRealtimeItemCompletedNotification', {
  threadId: Type.String(),
  item: ThreadRealtimeItem,
});
export type ThreadRealtimeItemCompletedNotification = Static<typeof ThreadRealtimeItemCompletedNotification>;

/** What was just said, without saying in which entry. */
export const ThreadRealtimeTranscriptDeltaNotification = struct('ThreadRealtimeTranscriptDeltaNotification', {
  threadId: Type.String(),
  role: Type.String(),
  delta: Type.String(),
});
export type ThreadRealtimeTranscriptDeltaNotification = Static<typeof ThreadRealtimeTranscriptDeltaNotification>;

/** The whole text of a part of the conversation. */
export const ThreadRealtimeTranscriptDoneNotification = struct('ThreadRealtimeTranscriptDoneNotification', {
  threadId: Type.String(),
  role: Type.String(),
  text: Type.String(),
});
export type ThreadRealtimeTranscriptDoneNotification = Static<typeof ThreadRealtimeTranscriptDoneNotification>;

/** Sound to play. */
export const ThreadRealtimeOutputAudioDeltaNotification = struct('ThreadRealtimeOutputAudioDeltaNotification', {
  threadId: Type.String(),
  audio: ThreadRealtimeAudioChunk,
});
export type ThreadRealtimeOutputAudioDeltaNotification = Static<typeof ThreadRealtimeOutputAudioDeltaNotification>;

/** The other side's session description, for WebRTC. */
export const ThreadRealtimeSdpNotification = struct('ThreadRealtimeSdpNotification', {
  threadId: Type.String(),
  sdp: Type.String(),
});
export type ThreadRealtimeSdpNotification = Static<typeof ThreadRealtimeSdpNotification>;

/** The session met an error. */
export const ThreadRealtimeErrorNotification = struct('ThreadRealtimeErrorNotification', {
  threadId: Type.String(),
  message: Type.String(),
});
export type ThreadRealtimeErrorNotification = Static<typeof ThreadRealtimeErrorNotification>;

/** The session is over. */
export const ThreadRealtimeClosedNotification = struct('ThreadRealtimeClosedNotification', {
  threadId: Type.String(),
  reason: nullish(Type.String()),
});
export type ThreadRealtimeClosedNotification = Static<typeof ThreadRealtimeClosedNotification>;
