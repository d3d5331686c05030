// The notifications of items.
import {
  ItemGuardianApprovalReviewCompletedNotification,
  ItemGuardianApprovalReviewStartedNotification,
} from '../approval/auto-review.ts';
import type { NotificationTable } from '../method-table.ts';
import { AgentMessageDeltaNotification, PlanDeltaNotification } from './agent-message.ts';
import { CommandExecutionOutputDeltaNotification, TerminalInteractionNotification } from './command-execution.ts';
import { FileChangeOutputDeltaNotification, FileChangePatchUpdatedNotification } from './file-change.ts';
import { McpToolCallProgressNotification } from './mcp-tool-call.ts';
import { ItemCompletedNotification, ItemStartedNotification } from './notifications.ts';
import {
  ReasoningSummaryPartAddedNotification,
  ReasoningSummaryTextDeltaNotification,
  ReasoningTextDeltaNotification,
} from './reasoning.ts';

export const itemNotifications = {
  'item/started': ItemStartedNotification,
  'item/autoApprovalReview/started': ItemGuardianApprovalReviewStartedNotification,
  'item/autoApprovalReview/completed': ItemGuardianApprovalReviewCompletedNotification,
  'item/completed': ItemCompletedNotification,
  'item/agentMessage/delta': AgentMessageDeltaNotification,
  'item/plan/delta': PlanDeltaNotification,
  'item/commandExecution/outputDelta': CommandExecutionOutputDeltaNotification,
  'item/commandExecution/terminalInteraction': TerminalInteractionNotification,
  'item/fileChange/outputDelta': FileChangeOutputDeltaNotification,
  'item/fileChange/patchUpdated': FileChangePatchUpdatedNotification,
  'item/mcpToolCall/progress': McpToolCallProgressNotification,
  'item/reasoning/summaryTextDelta': ReasoningSummaryTextDeltaNotification,
  'item/reasoning/summaryPartAdded': ReasoningSummaryPartAddedNotification,
  'item/reasoning/textDelta': ReasoningTextDeltaNotification,
} as const satisfies NotificationTable;
