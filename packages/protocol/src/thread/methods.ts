// The requests and notifications of threads.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import {
  ThreadApproveGuardianDeniedActionParams,
  ThreadApproveGuardianDeniedActionResponse,
} from './approve-guardian-denied-action.ts';
import {
  ThreadArchivedNotification,
  ThreadArchiveParams,
  ThreadArchiveResponse,
  ThreadUnarchivedNotification,
  ThreadUnarchiveParams,
  ThreadUnarchiveResponse,
} from './archive.ts';
import {
  ThreadAttachmentAddParams,
  ThreadAttachmentAddResponse,
  ThreadAttachmentListParams,
  ThreadAttachmentListResponse,
  ThreadAttachmentOwnerListParams,
  ThreadAttachmentOwnerListResponse,
  ThreadAttachmentRemoveParams,
  ThreadAttachmentRemoveResponse,
  ThreadAttachmentUpdatedNotification,
} from './attachment.ts';
import {
  ThreadBackgroundTerminalsCleanParams,
  ThreadBackgroundTerminalsCleanResponse,
  ThreadBackgroundTerminalsListParams,
  ThreadBackgroundTerminalsListResponse,
  ThreadBackgroundTerminalsTerminateParams,
  ThreadBackgroundTerminalsTerminateResponse,
} from './background-terminals.ts';
import { ContextCompactedNotification, ThreadCompactStartParams, ThreadCompactStartResponse } from './compact.ts';
import { ThreadDeletedNotification, ThreadDeleteParams, ThreadDeleteResponse } from './delete.ts';
import {
  ThreadDecrementElicitationParams,
  ThreadDecrementElicitationResponse,
  ThreadIncrementElicitationParams,
  ThreadIncrementElicitationResponse,
} from './elicitation.ts';
import { ThreadForkParams, ThreadForkResponse } from './fork.ts';
import {
  ThreadGoalClearedNotification,
  ThreadGoalClearParams,
  ThreadGoalClearResponse,
  ThreadGoalGetParams,
  ThreadGoalGetResponse,
  ThreadGoalSetParams,
  ThreadGoalSetResponse,
  ThreadGoalUpdatedNotification,
} from './goal.ts';
import { ThreadGuardianReviewParams, ThreadGuardianReviewResponse } from './guardian-review.ts';
import { ThreadInjectItemsParams, ThreadInjectItemsResponse } from './inject-items.ts';
import {
  ThreadItemsListParams,
  ThreadItemsListResponse,
  ThreadItemsReadParams,
  ThreadItemsReadResponse,
} from './items.ts';
import { ThreadListParams, ThreadListResponse, ThreadLoadedListParams, ThreadLoadedListResponse } from './list.ts';
import { ThreadMemoryReadParams, ThreadMemoryReadResponse } from './memory.ts';
import { ThreadMemoryModeSetParams, ThreadMemoryModeSetResponse } from './memory-mode.ts';
import { ThreadMetadataUpdateParams, ThreadMetadataUpdateResponse } from './metadata.ts';
import { ThreadSetNameParams, ThreadSetNameResponse } from './name.ts';
import {
  EnvironmentConnectionNotification,
  ServerRequestResolvedNotification,
  ThreadClosedNotification,
  ThreadNameUpdatedNotification,
  ThreadProjectUpdatedNotification,
  ThreadStatusChangedNotification,
} from './notifications.ts';
import {
  ThreadPredictionRequestParams,
  ThreadPredictionRequestResponse,
  ThreadPredictionUpdatedNotification,
} from './prediction.ts';
import { ThreadPrepareApprovedPlanParams, ThreadPrepareApprovedPlanResponse } from './prepare-approved-plan.ts';
import {
  ThreadQueueAddParams,
  ThreadQueueAddResponse,
  ThreadQueueChangedNotification,
  ThreadQueueDeleteParams,
  ThreadQueueDeleteResponse,
  ThreadQueueListParams,
  ThreadQueueListResponse,
  ThreadQueueReorderParams,
  ThreadQueueReorderResponse,
  ThreadQueueStartParams,
  ThreadQueueStartResponse,
  ThreadQueueUpdateParams,
  ThreadQueueUpdateResponse,
} from './queue.ts';
import { ThreadReadParams, ThreadReadResponse, ThreadTurnsListParams, ThreadTurnsListResponse } from './read.ts';
import {
  ThreadReadStateChangedNotification,
  ThreadReadStateUpdateParams,
  ThreadReadStateUpdateResponse,
} from './read-state.ts';
import {
  ThreadRealtimeClosedNotification,
  ThreadRealtimeErrorNotification,
  ThreadRealtimeItemAddedNotification,
  ThreadRealtimeItemCompletedNotification,
  ThreadRealtimeItemStartedNotification,
  ThreadRealtimeItemTranscriptDeltaNotification,
  ThreadRealtimeOutputAudioDeltaNotification,
  ThreadRealtimeSdpNotification,
  ThreadRealtimeStartedNotification,
  ThreadRealtimeTranscriptDeltaNotification,
  ThreadRealtimeTranscriptDoneNotification,
} from './realtime.ts';
import {
  ThreadRealtimeAppendAudioParams,
  ThreadRealtimeAppendAudioResponse,
  ThreadRealtimeAppendSpeechParams,
  ThreadRealtimeAppendSpeechResponse,
  ThreadRealtimeAppendTextParams,
  ThreadRealtimeAppendTextResponse,
  ThreadRealtimeListVoicesParams,
  ThreadRealtimeListVoicesResponse,
  ThreadRealtimeStartParams,
  ThreadRealtimeStartResponse,
  ThreadRealtimeStopParams,
  ThreadRealtimeStopResponse,
} from './realtime-session.ts';
import { ThreadResumeParams, ThreadResumeResponse } from './resume.ts';
import { ThreadRevertedNotification, ThreadRevertParams, ThreadRevertResponse } from './revert.ts';
import {
  ThreadSampleCancelParams,
  ThreadSampleCancelResponse,
  ThreadSampleParams,
  ThreadSampleResponse,
} from './sample.ts';
import { ThreadSearchParams, ThreadSearchResponse } from './search.ts';
import { ThreadSearchOccurrencesParams, ThreadSearchOccurrencesResponse } from './search-occurrences.ts';
import { ThreadSectionChangedNotification, ThreadSectionMoveParams, ThreadSectionMoveResponse } from './section.ts';
import {
  ThreadSettingsUpdatedNotification,
  ThreadSettingsUpdateParams,
  ThreadSettingsUpdateResponse,
} from './settings.ts';
import { ThreadShellCommandParams, ThreadShellCommandResponse } from './shell-command.ts';
import { ThreadStartedNotification, ThreadStartParams, ThreadStartResponse } from './start.ts';
import { ThreadTimelineListParams, ThreadTimelineListResponse } from './timeline.ts';
import { ThreadTokenUsageUpdatedNotification } from './token-usage.ts';
import { ThreadUnsubscribeParams, ThreadUnsubscribeResponse } from './unsubscribe.ts';

export const threadRequests = {
  'thread/start': { params: ThreadStartParams, result: ThreadStartResponse },
  'thread/resume': { params: ThreadResumeParams, result: ThreadResumeResponse, scope: 'threadId' },
  'thread/fork': { params: ThreadForkParams, result: ThreadForkResponse, scope: 'threadId' },
  'thread/sample': { params: ThreadSampleParams, result: ThreadSampleResponse, experimental: true },
  'thread/sample/cancel': { params: ThreadSampleCancelParams, result: ThreadSampleCancelResponse, experimental: true },
  'thread/archive': { params: ThreadArchiveParams, result: ThreadArchiveResponse, scope: 'threadId' },
  'thread/delete': { params: ThreadDeleteParams, result: ThreadDeleteResponse, scope: 'threadId' },
  'thread/unsubscribe': { params: ThreadUnsubscribeParams, result: ThreadUnsubscribeResponse, scope: 'threadId' },
  'thread/increment_elicitation': {
    params: ThreadIncrementElicitationParams,
    result: ThreadIncrementElicitationResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/decrement_elicitation': {
    params: ThreadDecrementElicitationParams,
    result: ThreadDecrementElicitationResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/name/set': { params: ThreadSetNameParams, result: ThreadSetNameResponse, scope: 'threadId' },
  'thread/prediction/request': {
    params: ThreadPredictionRequestParams,
    result: ThreadPredictionRequestResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/goal/set': { params: ThreadGoalSetParams, result: ThreadGoalSetResponse, scope: 'threadId' },
  'thread/goal/get': { params: ThreadGoalGetParams, result: ThreadGoalGetResponse, scope: 'threadId' },
  'thread/goal/clear': { params: ThreadGoalClearParams, result: ThreadGoalClearResponse, scope: 'threadId' },
  'thread/queue/add': {
    params: ThreadQueueAddParams,
    result: ThreadQueueAddResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/queue/list': {
    params: ThreadQueueListParams,
    result: ThreadQueueListResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/queue/update': {
    params: ThreadQueueUpdateParams,
    result: ThreadQueueUpdateResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/queue/delete': {
    params: ThreadQueueDeleteParams,
    result: ThreadQueueDeleteResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/queue/reorder': {
    params: ThreadQueueReorderParams,
    result: ThreadQueueReorderResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/queue/start': {
    params: ThreadQueueStartParams,
    result: ThreadQueueStartResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/metadata/update': {
    params: ThreadMetadataUpdateParams,
    result: ThreadMetadataUpdateResponse,
    scope: 'threadId',
  },
  'thread/attachment/add': {
    params: ThreadAttachmentAddParams,
    result: ThreadAttachmentAddResponse,
    scope: 'threadId',
  },
  'thread/attachment/list': {
    params: ThreadAttachmentListParams,
    result: ThreadAttachmentListResponse,
    scope: 'threadId',
  },
  'thread/attachmentOwner/list': { params: ThreadAttachmentOwnerListParams, result: ThreadAttachmentOwnerListResponse },
  'thread/attachment/remove': {
    params: ThreadAttachmentRemoveParams,
    result: ThreadAttachmentRemoveResponse,
    scope: 'threadId',
  },
  'thread/section/move': { params: ThreadSectionMoveParams, result: ThreadSectionMoveResponse, scope: 'threadId' },
  'thread/settings/update': {
    params: ThreadSettingsUpdateParams,
    result: ThreadSettingsUpdateResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/memoryMode/set': {
    params: ThreadMemoryModeSetParams,
    result: ThreadMemoryModeSetResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/memory/read': {
    params: ThreadMemoryReadParams,
    result: ThreadMemoryReadResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/unarchive': { params: ThreadUnarchiveParams, result: ThreadUnarchiveResponse, scope: 'threadId' },
  'thread/compact/start': { params: ThreadCompactStartParams, result: ThreadCompactStartResponse, scope: 'threadId' },
  'thread/shellCommand': { params: ThreadShellCommandParams, result: ThreadShellCommandResponse, scope: 'threadId' },
  'thread/approveGuardianDeniedAction': {
    params: ThreadApproveGuardianDeniedActionParams,
    result: ThreadApproveGuardianDeniedActionResponse,
    scope: 'threadId',
  },
  'thread/backgroundTerminals/clean': {
    params: ThreadBackgroundTerminalsCleanParams,
    result: ThreadBackgroundTerminalsCleanResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/backgroundTerminals/list': {
    params: ThreadBackgroundTerminalsListParams,
    result: ThreadBackgroundTerminalsListResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/backgroundTerminals/terminate': {
    params: ThreadBackgroundTerminalsTerminateParams,
    result: ThreadBackgroundTerminalsTerminateResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/revert': { params: ThreadRevertParams, result: ThreadRevertResponse, scope: 'threadId' },
  'thread/list': { params: ThreadListParams, result: ThreadListResponse },
  'thread/search': { params: ThreadSearchParams, result: ThreadSearchResponse, experimental: true },
  'thread/searchOccurrences': {
    params: ThreadSearchOccurrencesParams,
    result: ThreadSearchOccurrencesResponse,
    experimental: true,
  },
  'thread/loaded/list': { params: ThreadLoadedListParams, result: ThreadLoadedListResponse },
  'thread/read': { params: ThreadReadParams, result: ThreadReadResponse, scope: 'threadId' },
  'thread/readState/update': {
    params: ThreadReadStateUpdateParams,
    result: ThreadReadStateUpdateResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/turns/list': { params: ThreadTurnsListParams, result: ThreadTurnsListResponse },
  'thread/items/list': { params: ThreadItemsListParams, result: ThreadItemsListResponse },
  'thread/items/read': { params: ThreadItemsReadParams, result: ThreadItemsReadResponse, experimental: true },
  'thread/guardianReview': {
    params: ThreadGuardianReviewParams,
    result: ThreadGuardianReviewResponse,
    experimental: true,
  },
  'thread/inject_items': { params: ThreadInjectItemsParams, result: ThreadInjectItemsResponse, scope: 'threadId' },
  'thread/prepareApprovedPlan': {
    params: ThreadPrepareApprovedPlanParams,
    result: ThreadPrepareApprovedPlanResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/realtime/start': {
    params: ThreadRealtimeStartParams,
    result: ThreadRealtimeStartResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/realtime/appendAudio': {
    params: ThreadRealtimeAppendAudioParams,
    result: ThreadRealtimeAppendAudioResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/realtime/appendText': {
    params: ThreadRealtimeAppendTextParams,
    result: ThreadRealtimeAppendTextResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/realtime/appendSpeech': {
    params: ThreadRealtimeAppendSpeechParams,
    result: ThreadRealtimeAppendSpeechResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/realtime/stop': {
    params: ThreadRealtimeStopParams,
    result: ThreadRealtimeStopResponse,
    scope: 'threadId',
    experimental: true,
  },
  'thread/timeline/list': { params: ThreadTimelineListParams, result: ThreadTimelineListResponse, experimental: true },
  'thread/realtime/listVoices': {
    params: ThreadRealtimeListVoicesParams,
    result: ThreadRealtimeListVoicesResponse,
    experimental: true,
  },
} as const satisfies RequestTable;

export const threadNotifications = {
  'thread/started': ThreadStartedNotification,
  'thread/status/changed': ThreadStatusChangedNotification,
  'thread/readState/changed': ThreadReadStateChangedNotification,
  'thread/archived': ThreadArchivedNotification,
  'thread/deleted': ThreadDeletedNotification,
  'thread/unarchived': ThreadUnarchivedNotification,
  'thread/closed': ThreadClosedNotification,
  'thread/reverted': ThreadRevertedNotification,
  'thread/name/updated': ThreadNameUpdatedNotification,
  'thread/section/changed': ThreadSectionChangedNotification,
  'thread/attachment/updated': ThreadAttachmentUpdatedNotification,
  'thread/goal/updated': ThreadGoalUpdatedNotification,
  'thread/prediction/updated': ThreadPredictionUpdatedNotification,
  'thread/goal/cleared': ThreadGoalClearedNotification,
  'thread/queue/changed': ThreadQueueChangedNotification,
  'thread/project/updated': ThreadProjectUpdatedNotification,
  'thread/environment/connected': EnvironmentConnectionNotification,
  'thread/environment/disconnected': EnvironmentConnectionNotification,
  'thread/settings/updated': ThreadSettingsUpdatedNotification,
  'thread/tokenUsage/updated': ThreadTokenUsageUpdatedNotification,
  'thread/compacted': ContextCompactedNotification,
  'thread/realtime/started': ThreadRealtimeStartedNotification,
  'thread/realtime/itemAdded': ThreadRealtimeItemAddedNotification,
  'thread/realtime/item/started': ThreadRealtimeItemStartedNotification,
  'thread/realtime/item/transcript/delta': ThreadRealtimeItemTranscriptDeltaNotification,
  'thread/realtime/item/completed': ThreadRealtimeItemCompletedNotification,
  'thread/realtime/transcript/delta': ThreadRealtimeTranscriptDeltaNotification,
  'thread/realtime/transcript/done': ThreadRealtimeTranscriptDoneNotification,
  'thread/realtime/outputAudio/delta': ThreadRealtimeOutputAudioDeltaNotification,
  'thread/realtime/sdp': ThreadRealtimeSdpNotification,
  'thread/realtime/error': ThreadRealtimeErrorNotification,
  'thread/realtime/closed': ThreadRealtimeClosedNotification,
  'serverRequest/resolved': ServerRequestResolvedNotification,
} as const satisfies NotificationTable;
