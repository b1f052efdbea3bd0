/** Which tables does the registry have, and how do older ones become the newest? Only ever forward. */
import type { Sql } from './world.ts';

/**
 * The steps, in order; a step that has been released is never edited. Times are Unix milliseconds. SQLite's own
 * `user_version` is refused inside a Durable Object, so the version is a table.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE document (
    kind TEXT NOT NULL, id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    title TEXT,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, deleted_at INTEGER,
    PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE revision (
    kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL,
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL, author TEXT NOT NULL, cause TEXT NOT NULL,
    PRIMARY KEY (kind, id, revision)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE chunk (
    owner TEXT NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (owner, n)
  ) STRICT;

  CREATE TABLE slot (
    profile TEXT NOT NULL, slot TEXT NOT NULL CHECK (slot IN ('current', 'previous', 'next')),
    revision INTEGER NOT NULL, delivery TEXT NOT NULL,
    PRIMARY KEY (profile, slot)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE variant (
    profile TEXT NOT NULL, slot TEXT NOT NULL, zone TEXT NOT NULL, flavour TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (profile, slot, zone, flavour)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX variant_hash ON variant (hash);

  CREATE TABLE artifact (
    hash TEXT PRIMARY KEY, size INTEGER NOT NULL, gzip INTEGER NOT NULL, orphaned_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX artifact_orphaned ON artifact (orphaned_at) WHERE orphaned_at IS NOT NULL;

  CREATE TABLE wpad (
    name TEXT NOT NULL, profile TEXT NOT NULL, slot TEXT NOT NULL,
    PRIMARY KEY (name, profile, slot)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX wpad_profile ON wpad (profile);

  CREATE TABLE capability (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, profile TEXT NOT NULL,
    key TEXT NOT NULL, hash TEXT NOT NULL,
    created_at INTEGER NOT NULL, expires_at INTEGER
  ) STRICT;
  CREATE INDEX capability_profile ON capability (profile);

  CREATE TABLE token (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, scopes TEXT NOT NULL, profiles TEXT, networks TEXT,
    created_at INTEGER NOT NULL, expires_at INTEGER, last_used_at INTEGER, revoked_at INTEGER
  ) STRICT;

  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,
    author TEXT NOT NULL, address TEXT, request_id TEXT NOT NULL,
    action TEXT NOT NULL, kind TEXT, id TEXT, revision INTEGER, key TEXT
  ) STRICT;
  CREATE INDEX audit_document ON audit (kind, id, seq);
  CREATE INDEX audit_author ON audit (author, seq);
  CREATE TRIGGER audit_kept_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  CREATE TRIGGER audit_kept_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

  CREATE TABLE kv_key (
    key TEXT PRIMARY KEY, profile TEXT NOT NULL, print TEXT, revision INTEGER, written_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX kv_key_profile ON kv_key (profile);

  CREATE TABLE due (
    task TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL,
    generation INTEGER NOT NULL, attempts INTEGER NOT NULL, reason TEXT,
    PRIMARY KEY (task, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX due_at ON due (at);
  `,
  `
  CREATE TABLE allowance (
    name TEXT PRIMARY KEY, used INTEGER NOT NULL, until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX allowance_until ON allowance (until);

  CREATE TABLE probe (
    profile TEXT NOT NULL, proxy TEXT NOT NULL,
    endpoint TEXT NOT NULL, result TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL,
    PRIMARY KEY (profile, proxy)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE report (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, profile TEXT NOT NULL, client TEXT NOT NULL,
    report TEXT NOT NULL, at INTEGER NOT NULL,
    UNIQUE (profile, client)
  ) STRICT;

  CREATE TABLE secret (
    name TEXT PRIMARY KEY, bytes BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE reference (
    profile TEXT NOT NULL, slot TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (profile, slot, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reference_named ON reference (kind, id);

  CREATE TABLE held (
    profile TEXT PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE content (
    hash TEXT PRIMARY KEY, size INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE list_meaning (
    id TEXT PRIMARY KEY, print TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE due ADD COLUMN since INTEGER;
  ALTER TABLE artifact ADD COLUMN brotli INTEGER;
  `,
  `
  CREATE TABLE audit_horizon (before INTEGER NOT NULL) STRICT;
  DROP TRIGGER audit_kept_delete;
  CREATE TRIGGER audit_kept_delete BEFORE DELETE ON audit
    WHEN OLD.at >= ifnull((SELECT before FROM audit_horizon), 0)
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  `,
  `
  CREATE TABLE subscription (
    list TEXT PRIMARY KEY, state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE keyed_call (
    caller TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, request_id TEXT NOT NULL, at INTEGER NOT NULL,
    status INTEGER, headers TEXT, body TEXT,
    PRIMARY KEY (caller, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX keyed_call_at ON keyed_call (at);
  `,
];

/** Brings the database to the newest version, each step in a transaction of its own. Does nothing when it is there. */
export function migrate(sql: Sql, steps: readonly string[] = MIGRATIONS): void {
  sql.script('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT');
  const found = sql.all<{ version: number }>('SELECT version FROM schema_version')[0]?.version;
  if (found === undefined) sql.all('INSERT INTO schema_version (version) VALUES (0)');
  if ((found ?? 0) > steps.length) {
    throw new Error(
      `Expected a database of version ${steps.length} or older, found ${found}: the software is too old.`,
    );
  }
  for (const [done, step] of steps.entries()) {
    if (done < (found ?? 0)) continue;
    sql.transaction(() => {
      sql.script(step);
      sql.all('UPDATE schema_version SET version = ?', done + 1);
    });
  }
}
