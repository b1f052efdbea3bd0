/** What does the Worker find around it: bindings and settings? docs/deploy.md explains each to people. */
import type { Registry } from './store/registry.ts';

declare global {
  // Where workers-types looks for the bindings of `cloudflare:workers`.
  namespace Cloudflare {
    interface Env {
      /** What clients read. */
      KV: KVNamespace;
      /** What orders the writes. */
      REGISTRY: DurableObjectNamespace<Registry>;
      /** The first administrator's bearer token. Unset: nobody is the first administrator. */
      ADMIN_TOKEN?: string;
      /** The origin in rendered URLs; the request's own when unset. */
      PUBLIC_URL?: string;
      /** CIDR ranges, comma-separated, that probes and subscriptions may reach beside public addresses. */
      PROBE_NETWORKS?: string;
      /** How many calls a minute a token may make under `/v1`. */
      CALLS_PER_MINUTE?: string;
      /** A DNS-over-HTTPS resolver for probes and for the publishers of lists. */
      DOH_URL?: string;
      /** For how long the audit is kept, in days: `365d`. Unset: for ever. */
      AUDIT_RETENTION?: string;
    }
  }
}

/** The bindings and settings of one deployment. */
export type Env = Cloudflare.Env;
