// Realtime: starting and ending a spoken conversation beside the turns of a thread, and what the client puts into it.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';
import { RealtimeConversationVersion, ThreadRealtimeAudioChunk } from './realtime.ts';

/** Where the agent's answers go: thoughts, remarks, or marked by tags. */
export const CodexResponseHandoffMode = stringEnum(['thinking', 'commentary', 'bemTags']);
export type CodexResponseHandoffMode = Static<typeof CodexResponseHandoffMode>;

/** What the provider sends. */
export const RealtimeOutputModality = stringEnum(['text', 'audio']);
export type RealtimeOutputModality = Static<typeof RealtimeOutputModality>;

/** Who says a text. */
export const ConversationTextRole = stringEnum(['user', 'developer', 'assistant']);
export type ConversationTextRole = Static<typeof ConversationTextRole>;

/** The provider's voices. */
export const RealtimeVoice = stringEnum([
  'alloy',
  'arbor',
  'ash',
  'aube',
  'ballad',
  'breeze',
  'bubbie',
  'cedar',
  'coral',
  'cove',
  'echo',
  'ember',
  'haetsal',
  'hanul',
  'himari',
  'juniper',
  'leher',
  'maple',
  'marin',
  'miko',
  'neer',
  'porto',
  'rindo',
  'rio',
  'rivage',
  'sage',
  'selva',
  'shimmer',
  'sol',
  'sonna',
  'spruce',
  'tinta',
  'vale',
  'verse',
  'viola',
]);
export type RealtimeVoice = Static<typeof RealtimeVoice>;

/** Something said before the session began. */
export const ThreadRealtimeInitialItem = struct('ThreadRealtimeInitialItem', {
  role: ConversationTextRole,
  text: Type.String(),
});
export type ThreadRealtimeInitialItem = Static<typeof ThreadRealtimeInitialItem>;

/** How sound travels: through this server, by WebRTC between client and provider, or in a call that exists. */
export const ThreadRealtimeStartTransport = union('ThreadRealtimeStartTransport', [
  Type.Object({
    type: Type.Literal('websocket'),
  }),
  Type.Object({
    type: Type.Literal('webrtc'),
    sdp: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('existingCall'),
    callId: Type.String(),
  }),
]);
export type ThreadRealtimeStartTransport = Static<typeof ThreadRealtimeStartTransport>;

/** The thread, and how its session is to be; what is absent comes from the configuration. */
export const ThreadRealtimeStartParams = struct('ThreadRealtimeStartParams', {
  threadId: Type.String(),
  /** The client passes on the agent's answers itself. */
  clientManagedHandoffs: nullish(Type.Boolean()),
  /** Something is said while the agent works; version 3 only. */
  delegationAckFiller: nullish(Type.Boolean()),
  /** What is left of the transcript at the end goes to the agent. */
  flushTranscriptTailOnSessionEnd: nullish(Type.Boolean()),
  /** The agent's answers become items of the spoken conversation. */
  codexResponsesAsItems: nullish(Type.Boolean()),
  /** Stands before each of those items. */
  codexResponseItemPrefix: nullish(Type.String()),
  /** `thinking` unless said otherwise; version 3 only. */
  codexResponseHandoffMode: nullish(CodexResponseHandoffMode),
  /** The agent's summaries of its reasoning are passed on, unspoken; version 3 only. */
  backendReasoningStatus: Type.Optional(Type.Boolean()),
  /** What stands before text of the channels `analysis`, `commentary` and `final`. */
  codexResponseHandoffChannelPrefixes: nullish(Type.Record(Type.String(), Type.Array(Type.String()))),
  model: nullish(Type.String()),
  outputModality: RealtimeOutputModality,
  /** false: the provider is told nothing of the thread at the start. */
  includeStartupContext: nullish(Type.Boolean()),
  /** At most 128; version 3 only. */
  initialItems: nullish(Type.Array(ThreadRealtimeInitialItem)),
  /** What the agent is told when the session starts. */
  realtimeStartInstructions: nullish(Type.String()),
  /** What the agent is told when it ends. */
  realtimeEndInstructions: nullish(Type.String()),
  prompt: nullish(Type.String()),
  realtimeSessionId: nullish(Type.String()),
  /** Chosen by the client, for its own accounting. */
  voiceSessionId: nullish(Type.String()),
  transport: nullish(ThreadRealtimeStartTransport),
  version: nullish(RealtimeConversationVersion),
  voice: nullish(RealtimeVoice),
});
export type ThreadRealtimeStartParams = Static<typeof ThreadRealtimeStartParams>;

/** Empty: `thread/realtime/started` follows. */
export const ThreadRealtimeStartResponse = struct('ThreadRealtimeStartResponse', {});
export type ThreadRealtimeStartResponse = Static<typeof ThreadRealtimeStartResponse>;

/** Sound of the user. */
export const ThreadRealtimeAppendAudioParams = struct('ThreadRealtimeAppendAudioParams', {
  threadId: Type.String(),
  audio: ThreadRealtimeAudioChunk,
});
export type ThreadRealtimeAppendAudioParams = Static<typeof ThreadRealtimeAppendAudioParams>;

/** Empty: it was sent on. */
export const ThreadRealtimeAppendAudioResponse = struct('ThreadRealtimeAppendAudioResponse', {});
export type ThreadRealtimeAppendAudioResponse = Static<typeof ThreadRealtimeAppendAudioResponse>;

/** A text, of the user unless said otherwise. */
export const ThreadRealtimeAppendTextParams = struct('ThreadRealtimeAppendTextParams', {
  threadId: Type.String(),
  text: Type.String(),
  role: Type.Optional(ConversationTextRole),
});
export type ThreadRealtimeAppendTextParams = Static<typeof ThreadRealtimeAppendTextParams>;

/** Empty: it was sent on. */
export const ThreadRealtimeAppendTextResponse = struct('ThreadRealtimeAppendTextResponse', {});
export type ThreadRealtimeAppendTextResponse = Static<typeof ThreadRealtimeAppendTextResponse>;

/** A text for the provider to say. */
export const ThreadRealtimeAppendSpeechParams = struct('ThreadRealtimeAppendSpeechParams', {
  threadId: Type.String(),
  text: Type.String(),
});
export type ThreadRealtimeAppendSpeechParams = Static<typeof ThreadRealtimeAppendSpeechParams>;

/** Empty: it was sent on. */
export const ThreadRealtimeAppendSpeechResponse = struct('ThreadRealtimeAppendSpeechResponse', {});
export type ThreadRealtimeAppendSpeechResponse = Static<typeof ThreadRealtimeAppendSpeechResponse>;

/** The thread whose session shall end. */
export const ThreadRealtimeStopParams = struct('ThreadRealtimeStopParams', {
  threadId: Type.String(),
});
export type ThreadRealtimeStopParams = Static<typeof ThreadRealtimeStopParams>;

/** Empty: `thread/realtime/closed` follows. */
export const ThreadRealtimeStopResponse = struct('ThreadRealtimeStopResponse', {});
export type ThreadRealtimeStopResponse = Static<typeof ThreadRealtimeStopResponse>;

/** No parameters. */
export const ThreadRealtimeListVoicesParams = struct('ThreadRealtimeListVoicesParams', {});
export type ThreadRealtimeListVoicesParams = Static<typeof ThreadRealtimeListVoicesParams>;

/** The voices of each version, and those used unless another is asked for. */
export const RealtimeVoicesList = struct('RealtimeVoicesList', {
  v1: Type.Array(RealtimeVoice),
  v2: Type.Array(RealtimeVoice),
  v3: Type.Optional(Type.Array(RealtimeVoice)),
  defaultV1: RealtimeVoice,
  defaultV2: RealtimeVoice,
});
export type RealtimeVoicesList = Static<typeof RealtimeVoicesList>;

/** All voices. */
export const ThreadRealtimeListVoicesResponse = struct('ThreadRealtimeListVoicesResponse', {
  voices: RealtimeVoicesList,
});
export type ThreadRealtimeListVoicesResponse = Static<typeof ThreadRealtimeListVoicesResponse>;
