// Projects, and which thread belongs to which.
import { randomUUIDv7 } from 'node:crypto';
import path from 'node:path';
import type { Project, ProjectCreateParams, ProjectListParams } from '@codex/protocol/project/project.ts';
import { EngineError } from '../errors.ts';
import type { AnnotationFile, Row } from './annotation-file.ts';

/** When the newest thread of each project was last used, in Unix seconds. */
export type RecencyOf = (threadIds: readonly string[]) => number | null;

/** The project, and whether it is new: a known `idempotencyKey` gives the project it made. */
export function createProject(
  file: AnnotationFile,
  params: ProjectCreateParams,
): { readonly project: Project; readonly isNew: boolean } {
  const name = checkedName(params.name);
  if (params.idempotencyKey === '') throw invalidProject('idempotencyKey must not be empty');
  const roots = checkedRoots(params.roots);
  return file.transaction(() => {
    const known = file.get('SELECT project_id FROM project_keys WHERE key = $key', { key: params.idempotencyKey });
    const existing = known && findProject(file, String(known.project_id));
    if (existing) return { project: existing, isNew: false };
    const now = Date.now();
    const id = randomUUIDv7();
    const next = file.get('SELECT coalesce(max(position), -1) + 1 AS position FROM projects');
    file.run('INSERT INTO projects VALUES ($id, $name, $roots, $metadata, $position, $now, $now)', {
      id,
      name,
      roots: JSON.stringify(roots),
      metadata: JSON.stringify(params.metadata ?? {}),
      position: Number(next?.position ?? 0),
      now,
    });
    file.run('INSERT OR REPLACE INTO project_keys VALUES ($key, $id)', { key: params.idempotencyKey, id });
    return { project: requireProject(file, id), isNew: true };
  });
}

export function findProject(file: AnnotationFile, id: string): Project | undefined {
  const row = file.get('SELECT * FROM projects WHERE id = $id', { id });
  return row && projectOf(row);
}

/** Throws EngineError `invalid_params` when there is none. */
export function requireProject(file: AnnotationFile, id: string): Project {
  const project = findProject(file, id);
  if (!project) throw invalidProject(`project not found: ${id}`);
  return project;
}

/** The ids of the threads that belonged to it. */
export function deleteProject(file: AnnotationFile, id: string): string[] {
  requireProject(file, id);
  return file.transaction(() => {
    const threads = threadsOfProject(file, id);
    file.run('DELETE FROM project_threads WHERE project_id = $id', { id });
    file.run('DELETE FROM project_keys WHERE project_id = $id', { id });
    file.run('DELETE FROM projects WHERE id = $id', { id });
    return threads;
  });
}

export function threadsOfProject(file: AnnotationFile, id: string): string[] {
  const sql = 'SELECT thread_id FROM project_threads WHERE project_id = $id';
  return file.all(sql, { id }).map((row) => String(row.thread_id));
}

export function projectOfThread(file: AnnotationFile, threadId: string): string | null {
  const row = file.get('SELECT project_id FROM project_threads WHERE thread_id = $id', { id: threadId });
  return row ? String(row.project_id) : null;
}

/** null: to none. */
export function assignProject(file: AnnotationFile, threadId: string, projectId: string | null): void {
  if (projectId === null) file.run('DELETE FROM project_threads WHERE thread_id = $id', { id: threadId });
  else file.run('INSERT OR REPLACE INTO project_threads VALUES ($id, $project)', { id: threadId, project: projectId });
}

const maxPage = 100;

export function listProjects(
  file: AnnotationFile,
  params: ProjectListParams,
  recencyOf: RecencyOf,
): { data: Project[]; nextCursor: string | null } {
  if (params.sortDirection && !params.sortKey) throw invalidProject('sortDirection requires sortKey');
  const order = orderOf(params);
  const projects = file.all('SELECT * FROM projects').map(projectOf);
  const all = projects.map((project) => withRecency(file, project, recencyOf)).sort(order.compare);
  const from = params.cursor ? after(all, params.cursor, order) : 0;
  const data = all.slice(from, from + Math.max(1, Math.min(params.limit ?? maxPage, maxPage)));
  const last = data.at(-1);
  return { data, nextCursor: last && from + data.length < all.length ? order.anchor(last) : null };
}

export function withRecency(file: AnnotationFile, project: Project, recencyOf: RecencyOf): Project {
  return { ...project, recencyAt: recencyOf(threadsOfProject(file, project.id)) };
}

interface Order {
  compare(a: Project, b: Project): number;
  /** Where the next page begins behind this project. */
  anchor(project: Project): string;
}

function orderOf({ sortKey, sortDirection }: ProjectListParams): Order {
  const key = sortKey ?? 'position';
  const direction = sortDirection ?? (key === 'position' ? 'asc' : 'desc');
  const sign = direction === 'asc' ? 1 : -1;
  const keyOf = (project: Project) => (key === 'position' ? project.position : (project.recencyAt ?? 0));
  return {
    compare: (a, b) => sign * (keyOf(a) - keyOf(b) || (a.id < b.id ? -1 : 1)),
    anchor: (project) => {
      const place = `${keyOf(project)}|${project.id}`;
      return sortKey ? `v1|${key}|${direction}|${place}` : place;
    },
  };
}

function after(all: readonly Project[], cursor: string, order: Order): number {
  const at = all.findIndex((project) => order.anchor(project) === cursor);
  if (at < 0) throw invalidProject('invalid project cursor: malformed or mismatched sort anchor');
  return at + 1;
}

function projectOf(row: Row): Project {
  return {
    id: String(row.id),
    name: String(row.name),
    roots: JSON.parse(String(row.roots_json)) as Project['roots'],
    metadata: JSON.parse(String(row.metadata_json)) as Project['metadata'],
    position: Number(row.position),
    createdAt: Math.floor(Number(row.created_at) / 1000),
    updatedAt: Math.floor(Number(row.updated_at) / 1000),
    recencyAt: null,
  };
}

/** Trimmed. Throws EngineError `invalid_params` for one that says nothing. */
export function checkedName(text: string): string {
  const name = text.trim();
  if (name === '') throw invalidProject('project name must not be empty');
  return name;
}

/** In the form that is stored. Throws EngineError `invalid_params` for a root that is named twice. */
export function checkedRoots(roots: Project['roots']): Project['roots'] {
  const paths = roots.map((root) => withoutTrailingSlash(root.path));
  const twice = paths.find((root, index) => paths.indexOf(root) !== index);
  if (twice !== undefined) throw invalidProject(`duplicate project root: ${twice}`);
  return paths.map((root) => ({ path: root }));
}

function withoutTrailingSlash(folder: string): string {
  return folder.length > 1 ? path.normalize(folder).replace(/\/+$/, '') : folder;
}

export function invalidProject(message: string): EngineError {
  return new EngineError('invalid_params', message);
}
