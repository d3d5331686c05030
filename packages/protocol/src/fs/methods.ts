// The requests and notifications of files and folders.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import {
  FsCreateDirectoryParams,
  FsCreateDirectoryResponse,
  FsReadDirectoryParams,
  FsReadDirectoryResponse,
} from './directories.ts';
import {
  FsCopyParams,
  FsCopyResponse,
  FsGetMetadataParams,
  FsGetMetadataResponse,
  FsReadFileParams,
  FsReadFileResponse,
  FsRemoveParams,
  FsRemoveResponse,
  FsWriteFileParams,
  FsWriteFileResponse,
} from './files.ts';
import { FsChangedNotification, FsUnwatchParams, FsUnwatchResponse, FsWatchParams, FsWatchResponse } from './watch.ts';

export const fsRequests = {
  'fs/readFile': { params: FsReadFileParams, result: FsReadFileResponse },
  'fs/writeFile': { params: FsWriteFileParams, result: FsWriteFileResponse },
  'fs/createDirectory': { params: FsCreateDirectoryParams, result: FsCreateDirectoryResponse },
  'fs/getMetadata': { params: FsGetMetadataParams, result: FsGetMetadataResponse },
  'fs/readDirectory': { params: FsReadDirectoryParams, result: FsReadDirectoryResponse },
  'fs/remove': { params: FsRemoveParams, result: FsRemoveResponse },
  'fs/copy': { params: FsCopyParams, result: FsCopyResponse },
  'fs/watch': { params: FsWatchParams, result: FsWatchResponse },
  'fs/unwatch': { params: FsUnwatchParams, result: FsUnwatchResponse },
} as const satisfies RequestTable;

export const fsNotifications = {
  'fs/changed': FsChangedNotification,
} as const satisfies NotificationTable;
