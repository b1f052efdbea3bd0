/** Which promises of the store are about keys, tokens and the audit? */
import { listAudit, note, readAudit } from '../audit.ts';
import type { AccessStore } from '../contract/access.ts';
import type { AuditStore } from '../contract/audit.ts';
import type { RepeatStore } from '../contract/repeats.ts';
import { readLiveHead } from '../documents/head.ts';
import { schedulePublication } from '../publication/schedule.ts';
import { FOR_GOOD, transact } from '../transact.ts';
import type { World } from '../world.ts';
import { liveKeys, removeKey, rotateKey, showKey } from './keys.ts';
import { beginCall, finishCall } from './repeats.ts';
import { addToken, authenticate, endToken, listTokens, replaceToken } from './tokens.ts';

/** `settle` tries a profile's publication now, and comes back in bounded time, whatever became of it. */
export function accessStore(
  world: World,
  settle: (profile: string) => Promise<void>,
): AccessStore & AuditStore & RepeatStore {
  const { sql } = world;
  const isLive = (id: string) => readLiveHead(sql, { kind: 'profile', id }) !== null;

  return {
    keys: async (profile) => (isLive(profile) ? liveKeys(world, profile).map(showKey) : null),

    async createKey({ profile, overlapSeconds, dryRun, actor }) {
      const made = transact(world, { dryRun }, () => {
        if (!isLive(profile)) return null;
        const key = rotateKey(world, profile, overlapSeconds);
        note(world, actor, { action: 'key.create', kind: 'profile', id: profile, key: key.id });
        schedulePublication(world, profile);
        return showKey(key);
      });
      if (made !== null && !dryRun) await settle(profile);
      return made;
    },

    async revokeKey({ profile, keyId, dryRun, actor }) {
      const isRevoked = transact(world, { dryRun }, () => {
        if (!isLive(profile) || !removeKey(world, profile, keyId)) return false;
        note(world, actor, { action: 'key.revoke', kind: 'profile', id: profile, key: keyId });
        schedulePublication(world, profile);
        return true;
      });
      if (isRevoked && !dryRun) await settle(profile);
      return isRevoked;
    },

    authenticate: async (hash) => authenticate(world, hash),
    tokens: async (page) => listTokens(sql, page),

    createToken: async ({ token, dryRun, actor }) =>
      transact(world, { dryRun }, () => {
        const made = addToken(world, token);
        note(world, actor, { action: 'token.create', kind: 'token', id: made.id });
        return made;
      }),

    rotateToken: async ({ dryRun, actor, ...rotation }) =>
      transact(world, { dryRun }, () => {
        const made = replaceToken(world, rotation);
        if (made !== null) {
          note(world, actor, { action: 'token.rotate', kind: 'token', id: rotation.id });
          note(world, actor, { action: 'token.create', kind: 'token', id: made.id });
        }
        return made;
      }),

    revokeToken: async ({ id, dryRun, actor }) =>
      transact(world, { dryRun }, () => {
        const isEnded = endToken(world, id);
        if (isEnded) note(world, actor, { action: 'token.revoke', kind: 'token', id });
        return isEnded;
      }),

    audit: async (page, filter) => listAudit(sql, page, filter),
    auditEntry: async (seq) => readAudit(sql, seq),
    beginCall: async (call) => transact(world, FOR_GOOD, () => beginCall(world, call)),
    finishCall: async (call, answer) => finishCall(world, call, answer),
  };
}
