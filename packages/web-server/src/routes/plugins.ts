// Rows of plugins and marketplaces.
import type { Route } from '../rest/route.ts';

const shares = '/api/v2/plugins/shares';

export const pluginRoutes = [
  {
    verb: 'POST',
    path: '/api/v2/marketplaces',
    about: 'Add a marketplace; 200 when it was there already',
    method: 'marketplace/add',
    status: 201,
    statusOf: ({ already_added }) => (already_added ? 200 : 201),
  },
  {
    verb: 'POST',
    path: '/api/v2/marketplaces/upgrade',
    about: 'Upgrade one marketplace, or all',
    method: 'marketplace/upgrade',
  },
  {
    verb: 'POST',
    path: '/api/v2/marketplaces/{marketplace_name}/upgrade',
    about: 'Upgrade this marketplace',
    method: 'marketplace/upgrade',
  },
  {
    verb: 'DELETE',
    path: '/api/v2/marketplaces/{marketplace_name}',
    about: 'Remove a marketplace',
    method: 'marketplace/remove',
  },
  { verb: 'GET', path: '/api/v2/plugins', about: 'List plugins by marketplace', method: 'plugin/list' },
  { verb: 'GET', path: '/api/v2/plugins/installed', about: 'List installed plugins', method: 'plugin/installed' },
  {
    verb: 'POST',
    path: '/api/v2/plugins/reconcile',
    about: 'Bring installed plugins in line with the account',
    method: 'plugin/reconcile',
  },
  {
    verb: 'GET',
    path: '/api/v2/plugins/remote/{remote_plugin_id}/skills/{skill_name}',
    about: 'Read a skill of a plugin that is not installed',
    method: 'plugin/skill/read',
  },
  { verb: 'GET', path: shares, about: 'List shared plugins', method: 'plugin/share/list' },
  { verb: 'POST', path: shares, about: 'Share a plugin', method: 'plugin/share/save', status: 201 },
  {
    verb: 'PUT',
    path: `${shares}/{remote_plugin_id}/targets`,
    about: 'Change with whom a plugin is shared',
    method: 'plugin/share/updateTargets',
  },
  {
    verb: 'POST',
    path: `${shares}/{remote_plugin_id}/checkout`,
    about: 'Fetch a shared plugin to work on it',
    method: 'plugin/share/checkout',
  },
  {
    verb: 'DELETE',
    path: `${shares}/{remote_plugin_id}`,
    about: 'Stop sharing a plugin',
    method: 'plugin/share/delete',
  },
  { verb: 'GET', path: '/api/v2/plugins/{plugin_name}', about: 'Read a plugin', method: 'plugin/read' },
  {
    verb: 'POST',
    path: '/api/v2/plugins/{plugin_name}/install',
    about: 'Install a plugin',
    method: 'plugin/install',
  },
  {
    verb: 'DELETE',
    path: '/api/v2/plugins/{plugin_name}',
    about: 'Remove a plugin, named by its id',
    method: 'plugin/uninstall',
    names: { plugin_name: 'plugin_id' },
  },
] as const satisfies readonly Route[];
