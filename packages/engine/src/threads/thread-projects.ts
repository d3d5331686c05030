// project/*: projects, and what becomes of their threads.
import type {
  Project,
  ProjectCreateParams,
  ProjectCreateResponse,
  ProjectDeleteParams,
  ProjectImportParams,
  ProjectListParams,
  ProjectListResponse,
  ProjectMoveParams,
  ProjectReadParams,
  ProjectReadResponse,
  ProjectUpdateParams,
} from '@codex/protocol/project/project.ts';
import { moveProject, updateProject } from '../annotations/project-changes.ts';
import {
  assignProject,
  createProject,
  deleteProject,
  listProjects,
  type RecencyOf,
  requireProject,
  withRecency,
} from '../annotations/projects.ts';
import { EngineError } from '../errors.ts';
import { tellEverybody } from './stored-thread.ts';
import { isThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export interface Projects {
  list(params: ProjectListParams): Promise<ProjectListResponse>;
  read(params: ProjectReadParams): Promise<ProjectReadResponse>;
  /** Everybody is told before it returns. */
  create(params: ProjectCreateParams): Promise<ProjectCreateResponse>;
  /** Everybody is told before it returns, when anything changed. */
  update(params: ProjectUpdateParams): Promise<ProjectReadResponse>;
  move(params: ProjectMoveParams): Record<string, never>;
  /** A project with threads that are there already. Throws EngineError when one is not. */
  importFrom(params: ProjectImportParams): Promise<ProjectReadResponse>;
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

  function tell(projectId: string, changeType: 'created' | 'updated' | 'deleted'): void {
    tellEverybody(world, { method: 'project/changed', params: { projectId, changeType } });
  }

  async function shown(project: Project): Promise<ProjectReadResponse> {
    return { project: withRecency(file, project, await recency()) };
  }

  async function make(params: ProjectCreateParams): Promise<Project> {
    const { project, isNew } = createProject(file, params);
    if (isNew) tell(project.id, 'created');
    return project;
  }

  return {
    list: async (params) => listProjects(file, params, await recency()),
    read: async ({ projectId }) => shown(requireProject(file, projectId)),
    create: async (params) => shown(await make(params)),
    async update(params) {
      if (updateProject(file, params)) tell(params.projectId, 'updated');
      return shown(requireProject(file, params.projectId));
    },
    move(params) {
      if (moveProject(file, params)) tell(params.projectId, 'updated');
      return {};
    },
    async importFrom({ threads, ...params }) {
      const index = await world.index();
      const missing = threads?.find((id) => !isThreadId(id) || !index.find(id));
      if (missing !== undefined) throw new EngineError('invalid_params', `thread not found: ${missing}`);
      const project = await make(params);
      for (const threadId of threads ?? []) {
        assignProject(file, threadId, project.id);
        tellEverybody(world, { method: 'thread/project/updated', params: { threadId, projectId: project.id } });
      }
      return shown(project);
    },
    remove({ projectId }) {
      const threads = deleteProject(file, projectId);
      tell(projectId, 'deleted');
      for (const threadId of threads) {
        tellEverybody(world, { method: 'thread/project/updated', params: { threadId, projectId: null } });
      }
      return {};
    },
  };
}
