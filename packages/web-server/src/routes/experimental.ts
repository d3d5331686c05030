// The one row of a server started with --experimental-api: any method, with the parameters of the wire.
import { callMethod } from '../handlers/rpc.ts';
import type { Route } from '../rest/route.ts';

export const experimentalRoutes = [
  {
    verb: 'POST',
    path: '/api/v2/rpc/{method}',
    about: 'Call any method of the protocol with parameters as they are on its wire; slashes of the name are %2F',
    handle: callMethod,
  },
] as const satisfies readonly Route[];
