/** What orders every write? One Durable Object with SQLite, an alarm as its clock, and the store's logic, loaded when it first lives. */
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import type { Store } from './store.ts';

/** What a method of the store takes. */
type Input<Method extends keyof Store> = Parameters<Store[Method]>;

/**
 * The registry. Its methods are the store's, called over RPC; everything in and out is plain data. What is acknowledged
 * is on disk: the runtime holds an answer back until the writes before it are.
 */
export class Registry extends DurableObject<Env> implements Store {
  readonly #store: Promise<Store>;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    // The PAC path has to import this class; what it is made of is only loaded where the object really runs.
    this.#store = ctx.blockConcurrencyWhile(async () => {
      const { openRegistry } = await import('./durable.ts');
      return openRegistry(ctx, env);
    });
  }

  /** Never throws: the six retries of the runtime are all there are, the table of due work has no end. */
  override async alarm(): Promise<void> {
    await this.runDueWork();
  }

  // RPC reaches methods of the prototype only, so each one is written out.
  async put(...input: Input<'put'>) {
    return (await this.#store).put(...input);
  }
  async apply(...input: Input<'apply'>) {
    return (await this.#store).apply(...input);
  }
  async get(...input: Input<'get'>) {
    return (await this.#store).get(...input);
  }
  async list(...input: Input<'list'>) {
    return (await this.#store).list(...input);
  }
  async delete(...input: Input<'delete'>) {
    return (await this.#store).delete(...input);
  }
  async revisions(...input: Input<'revisions'>) {
    return (await this.#store).revisions(...input);
  }
  async revision(...input: Input<'revision'>) {
    return (await this.#store).revision(...input);
  }
  async publish(...input: Input<'publish'>) {
    return (await this.#store).publish(...input);
  }
  async rollback(...input: Input<'rollback'>) {
    return (await this.#store).rollback(...input);
  }
  async keys(...input: Input<'keys'>) {
    return (await this.#store).keys(...input);
  }
  async createKey(...input: Input<'createKey'>) {
    return (await this.#store).createKey(...input);
  }
  async revokeKey(...input: Input<'revokeKey'>) {
    return (await this.#store).revokeKey(...input);
  }
  async authenticate(...input: Input<'authenticate'>) {
    return (await this.#store).authenticate(...input);
  }
  async tokens(...input: Input<'tokens'>) {
    return (await this.#store).tokens(...input);
  }
  async createToken(...input: Input<'createToken'>) {
    return (await this.#store).createToken(...input);
  }
  async revokeToken(...input: Input<'revokeToken'>) {
    return (await this.#store).revokeToken(...input);
  }
  async rotateToken(...input: Input<'rotateToken'>) {
    return (await this.#store).rotateToken(...input);
  }
  async auditEntry(...input: Input<'auditEntry'>) {
    return (await this.#store).auditEntry(...input);
  }
  async audit(...input: Input<'audit'>) {
    return (await this.#store).audit(...input);
  }
  async beginCall(...input: Input<'beginCall'>) {
    return (await this.#store).beginCall(...input);
  }
  async finishCall(...input: Input<'finishCall'>) {
    return (await this.#store).finishCall(...input);
  }
  async startProbe(...input: Input<'startProbe'>) {
    return (await this.#store).startProbe(...input);
  }
  async keepProbes(...input: Input<'keepProbes'>) {
    return (await this.#store).keepProbes(...input);
  }
  async probes(...input: Input<'probes'>) {
    return (await this.#store).probes(...input);
  }
  async canaryKey(...input: Input<'canaryKey'>) {
    return (await this.#store).canaryKey(...input);
  }
  async keepReport(...input: Input<'keepReport'>) {
    return (await this.#store).keepReport(...input);
  }
  async reports(...input: Input<'reports'>) {
    return (await this.#store).reports(...input);
  }
  async putContent(...input: Input<'putContent'>) {
    return (await this.#store).putContent(...input);
  }
  async content(...input: Input<'content'>) {
    return (await this.#store).content(...input);
  }
  async contentBytes(...input: Input<'contentBytes'>) {
    return (await this.#store).contentBytes(...input);
  }
  async listReport(...input: Input<'listReport'>) {
    return (await this.#store).listReport(...input);
  }
  async refresh(...input: Input<'refresh'>) {
    return (await this.#store).refresh(...input);
  }
  async listMeaning(...input: Input<'listMeaning'>) {
    return (await this.#store).listMeaning(...input);
  }
  async manifest(...input: Input<'manifest'>) {
    return (await this.#store).manifest(...input);
  }
  async wpad(...input: Input<'wpad'>) {
    return (await this.#store).wpad(...input);
  }
  async artifact(...input: Input<'artifact'>) {
    return (await this.#store).artifact(...input);
  }
  async backup(...input: Input<'backup'>) {
    return (await this.#store).backup(...input);
  }
  async restore(...input: Input<'restore'>) {
    return (await this.#store).restore(...input);
  }
  async consistency(...input: Input<'consistency'>) {
    return (await this.#store).consistency(...input);
  }
  async republish(...input: Input<'republish'>) {
    return (await this.#store).republish(...input);
  }
  async readiness(...input: Input<'readiness'>) {
    return (await this.#store).readiness(...input);
  }
  async runDueWork(...input: Input<'runDueWork'>) {
    return (await this.#store).runDueWork(...input);
  }
}
