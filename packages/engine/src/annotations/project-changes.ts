// What can be changed of a project: its name, roots and metadata, and its place among the others.
import type { ProjectMoveParams, ProjectUpdateParams } from '@codex/protocol/project/project.ts';
import type { AnnotationFile } from './annotation-file.ts';
import { checkedName, checkedRoots, invalidProject, requireProject } from './projects.ts';

/** False when it was like that already. What is absent stays. */
export function updateProject(file: AnnotationFile, params: ProjectUpdateParams): boolean {
  const before = requireProject(file, params.projectId);
  const name = params.name == null ? before.name : checkedName(params.name);
  const roots = JSON.stringify(params.roots == null ? before.roots : checkedRoots(params.roots));
  const metadata = JSON.stringify(params.metadata ?? before.metadata);
  const isSame =
    name === before.name && roots === JSON.stringify(before.roots) && metadata === JSON.stringify(before.metadata);
  if (isSame) return false;
  const sql = `UPDATE projects SET name = $name, roots_json = $roots, metadata_json = $metadata, updated_at = $now
    WHERE id = $id`;
  file.run(sql, { id: before.id, name, roots, metadata, now: Date.now() });
  return true;
}

/** To the end when no other project is named. False when it stands there already. */
export function moveProject(file: AnnotationFile, { projectId, beforeProjectId }: ProjectMoveParams): boolean {
  return file.transaction(() => {
    requireProject(file, projectId);
    if (beforeProjectId === projectId) throw invalidProject(`project ${projectId} cannot be moved before itself`);
    const ids = file.all('SELECT id FROM projects ORDER BY position, id').map((row) => String(row.id));
    const others = ids.filter((id) => id !== projectId);
    const at = beforeProjectId == null ? others.length : others.indexOf(beforeProjectId);
    if (at < 0) throw invalidProject(`before project not found: ${beforeProjectId}`);
    const order = others.toSpliced(at, 0, projectId);
    if (order.every((id, index) => id === ids[index])) return false;
    for (const [position, id] of order.entries()) {
      file.run('UPDATE projects SET position = $position WHERE id = $id', { id, position });
    }
    file.run('UPDATE projects SET updated_at = $now WHERE id = $id', { id: projectId, now: Date.now() });
    return true;
  });
}
