// Which notifications join while a client lags: deltas of one item, whose texts simply follow each other.
import type { ServerNotificationMethod } from '@codex/protocol/methods.ts';
import type { MergeRule, MergeRules } from '@codex/rpc/outbound.ts';

const ofItem: MergeRule = { same: ['threadId', 'turnId', 'itemId'], append: 'delta' };

const rules: { readonly [M in ServerNotificationMethod]?: MergeRule } = {
  'item/agentMessage/delta': ofItem,
  'item/plan/delta': ofItem,
  'item/reasoning/summaryTextDelta': { ...ofItem, same: [...ofItem.same, 'summaryIndex'] },
  'item/reasoning/textDelta': { ...ofItem, same: [...ofItem.same, 'contentIndex'] },
  'item/commandExecution/outputDelta': ofItem,
  'item/fileChange/outputDelta': ofItem,
};

export const deltaRules = rules as MergeRules;
