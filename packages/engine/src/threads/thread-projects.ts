// project/*: projects, and what becomes of their threads.
import type {
  ProjectCreateParams,
  ProjectCreateResponse,
  ProjectDeleteParams,
  ProjectListParams,
  ProjectListResponse,
  ProjectReadParams,
  ProjectReadResponse,
} from '@codex/protocol/project/project.ts';
import {
  createProject,
  deleteProject,
  listProjects,
  type RecencyOf,
  requireProject,
  withRecency,
} from '../annotations/projects.ts';
import { tellEverybody } from './stored-thread.ts';
import type { World } from './world.ts';

export interface Projects {
  list(params: ProjectListParams): Promise<ProjectListResponse>;
  read(params: ProjectReadParams): Promise<ProjectReadResponse>;
  /** Everybody is told before it returns. */
  create(params: ProjectCreateParams): Promise<ProjectCreateResponse>;
  remove(params: ProjectDeleteParams): Record<string, never>;
}

export function threadProjects(world: World): Projects {
  const file = world.annotations;

  /** Archived threads do not count. */
  async function recency(): Promise<RecencyOf> {
    const index = await world.index();
    return (threadIds) => {
      const times = threadIds.flatMap((id) => {
        const live = world.loaded.find(id);
        const row = live ? undefined : index.find(id);
        if (live) return [live.state.thread.recencyAt ?? 0];
        return row && !row.archived ? [Math.floor(row.recencyAtMs / 1000)] : [];
      });
      return times.length === 0 ? null : Math.max(...times);
    };
  }

  return {
    list: async (params) => listProjects(file, params, await recency()),
    async read({ projectId }) {
      return { project: withRecency(file, requireProject(file, projectId), await recency()) };
    },
    async create(params) {
      const { project, isNew } = createProject(file, params);
      const change = { projectId: project.id, changeType: 'created' as const };
      if (isNew) tellEverybody(world, { method: 'project/changed', params: change });
      return { project: withRecency(file, project, await recency()) };
    },
    remove({ projectId }) {
      const threads = deleteProject(file, projectId);
      tellEverybody(world, { method: 'project/changed', params: { projectId, changeType: 'deleted' } });
      for (const threadId of threads) {
        tellEverybody(world, { method: 'thread/project/updated', params: { threadId, projectId: null } });
      }
      return {};
    },
  };
}
