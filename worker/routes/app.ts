/** What can be called, in all? Every route, behind the same checks. */
import type { Env } from '../env.ts';
import { authenticate } from '../http/authenticate.ts';
import { faultOf } from '../http/failure.ts';
import { harden } from '../http/harden.ts';
import { limitCalls } from '../http/limit-calls.ts';
import { createMethodCheck } from '../http/methods.ts';
import { problemAnswer } from '../http/problem.ts';
import { onceByKey } from '../http/repeats.ts';
import { nameRequest } from '../http/request-id.ts';
import { createRouter, type Router } from '../http/router.ts';
import type { Store } from '../store/store.ts';
import { mountAbout } from './about.tsx';
import { mountAudit } from './audit.ts';
import { mountAutomation } from './automation.ts';
import { mountBackup } from './backup.ts';
import { mountDocuments } from './documents.ts';
import { mountFirewallExports } from './firewall-exports.ts';
import { mountFirewallImports } from './firewall-imports.ts';
import { mountFirewalls } from './firewalls.ts';
import { mountHistory } from './history.ts';
import { DOCUMENT_KINDS } from './kinds.ts';
import { mountListExports } from './list-exports.ts';
import { mountLists } from './lists.ts';
import { mountPorts } from './ports.ts';
import { mountProbes } from './probes.ts';
import { mountPublication } from './publication.ts';
import { mountStateless } from './stateless.ts';
import { mountSubscriptions } from './subscriptions.ts';
import { mountTargets } from './targets.ts';
import { mountTokens } from './tokens.ts';
import { mountUpkeep } from './upkeep.ts';

/** The management application over a store. Nothing below `/v1/` is reached without a valid token. */
export function createApp(storeOf: (env: Env) => Store): Router {
  const app = createRouter();
  app.use(nameRequest, harden);
  app.use('/v1/*', authenticate(storeOf), limitCalls(), onceByKey);
  mountAll(app, storeOf);
  const methodCheck = createMethodCheck(app);
  app.notFound((c) => problemAnswer(methodCheck(c.req.path), c.var.requestId));
  app.onError((error, c) => problemAnswer(faultOf(error, c.var.requestId), c.var.requestId));
  return app;
}

function mountAll(app: Router, storeOf: (env: Env) => Store): void {
  for (const kind of DOCUMENT_KINDS) {
    mountDocuments(app, kind);
    mountHistory(app, kind);
  }
  mountPublication(app);
  mountStateless(app);
  mountFirewalls(app);
  mountFirewallExports(app);
  mountFirewallImports(app);
  mountLists(app);
  mountListExports(app);
  mountSubscriptions(app);
  mountTargets(app);
  mountPorts(app);
  mountProbes(app, storeOf);
  mountAutomation(app);
  mountTokens(app);
  mountAudit(app);
  mountUpkeep(app);
  mountBackup(app);
  mountAbout(app);
}
