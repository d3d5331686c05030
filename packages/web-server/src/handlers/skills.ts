// PATCH /skills/{name}: turns a skill on or off that exists, by its name or by the absolute path of its file.
import type { App } from '../rest/app.ts';
import { HttpError } from '../rest/errors.ts';
import { request } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

export async function writeSkill(call: Call, app: App): Promise<Fields> {
  const { name = '' } = call.path;
  const { enabled } = call.body;
  const isPath = /^(\/|[A-Za-z]:\\)/.test(name);
  // The skill may have come a moment ago.
  const { data } = await app.backend.request('skills/list', { forceReload: true });
  const skills = data.flatMap((each) => each.skills);
  if (!skills.some((skill) => (isPath ? skill.path : skill.name) === name)) {
    throw new HttpError(404, 'NOT_FOUND', `Skill not found: ${name}`);
  }
  return request(app, 'skills/config/write', { [isPath ? 'path' : 'name']: name, enabled });
}
