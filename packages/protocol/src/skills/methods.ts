// The requests and notifications of skills.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { SkillsConfigWriteParams, SkillsConfigWriteResponse } from './config-write.ts';
import { SkillsExtraRootsSetParams, SkillsExtraRootsSetResponse } from './extra-roots-set.ts';
import { SkillsChangedNotification, SkillsListParams, SkillsListResponse } from './list.ts';

export const skillsRequests = {
  'skills/list': { params: SkillsListParams, result: SkillsListResponse },
  'skills/extraRoots/set': { params: SkillsExtraRootsSetParams, result: SkillsExtraRootsSetResponse },
  'skills/config/write': { params: SkillsConfigWriteParams, result: SkillsConfigWriteResponse },
} as const satisfies RequestTable;

export const skillsNotifications = {
  'skills/changed': SkillsChangedNotification,
} as const satisfies NotificationTable;
