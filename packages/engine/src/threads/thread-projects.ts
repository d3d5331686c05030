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
  return {
    list: async (params) => listProjects(file, params, await recencies(world)),
    read: async ({ projectId }) => shown(world, requireProject(file, projectId)),
    create: async (params) => shown(world, newProject(world, params)),
    async update(params) {
      if (updateProject(file, params)) tellChange(world, params.projectId, 'updated');
      return shown(world, requireProject(file, params.projectId));
    },
    move(params) {
      if (moveProject(file, params)) tellChange(world, params.projectId, 'updated');
      return {};
    },
    importFrom: (params) => importProject(world, params),
    remove({ projectId }) {
      const threads = deleteProject(file, projectId);
      tellChange(world, projectId, 'deleted');
      for (const threadId of threads) tellMove(world, threadId, null);
      return {};
    },
  };
}

function newProject(world: World, params: ProjectCreateParams): Project {
  const { project, isNew } = createProject(world.annotations, params);
  if (isNew) tellChange(world, project.id, 'created');
  return project;
}

async function importProject(world: World, { threads, ...params }: ProjectImportParams): Promise<ProjectReadResponse> {
  const index = await world.index();
  const missing = threads?.find((id) => !isThreadId(id) || !index.find(id));
  if (missing !== undefined) throw new EngineError('invalid_params', `thread not found: ${missing}`);
  const project = newProject(world, params);
  for (const threadId of threads ?? []) {
    assignProject(world.annotations, threadId, project.id);
    tellMove(world, threadId, project.id);
  }
  return shown(world, project);
}

async function shown(world: World, project: Project): Promise<ProjectReadResponse> {
  return { project: withRecency(world.annotations, project, await recencies(world)) };
}

/** When threads were last used, in Unix seconds. Archived threads do not count. */
async function recencies(world: World): Promise<RecencyOf> {
  const index = await world.index();
  const recencyOf = (id: string): number[] => {
    const live = world.loaded.find(id);
    if (live) return [live.state.thread.recencyAt ?? 0];
    const row = index.find(id);
    return row && !row.archived ? [Math.floor(row.recencyAtMs / 1000)] : [];
  };
  return (threadIds) => {
    const times = threadIds.flatMap(recencyOf);
    return times.length === 0 ? null : Math.max(...times);
  };
}

function tellChange(world: World, projectId: string, changeType: 'created' | 'updated' | 'deleted'): void {
  tellEverybody(world, { method: 'project/changed', params: { projectId, changeType } });
}

function tellMove(world: World, threadId: string, projectId: string | null): void {
  tellEverybody(world, { method: 'thread/project/updated', params: { threadId, projectId } });
}
