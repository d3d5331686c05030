// The requests of sections.
import type { RequestTable } from '../method-table.ts';
import {
  ThreadSectionCreateParams,
  ThreadSectionCreateResponse,
  ThreadSectionDeleteParams,
  ThreadSectionDeleteResponse,
  ThreadSectionListParams,
  ThreadSectionListResponse,
  ThreadSectionUpdateParams,
  ThreadSectionUpdateResponse,
} from './thread-section.ts';

export const threadSectionRequests = {
  'threadSection/list': { params: ThreadSectionListParams, result: ThreadSectionListResponse },
  'threadSection/create': { params: ThreadSectionCreateParams, result: ThreadSectionCreateResponse },
  'threadSection/update': { params: ThreadSectionUpdateParams, result: ThreadSectionUpdateResponse },
  'threadSection/delete': { params: ThreadSectionDeleteParams, result: ThreadSectionDeleteResponse },
} as const satisfies RequestTable;
