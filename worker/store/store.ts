/** What can be kept, and what is promised about it? The interface that use cases see; one contract suite tests every implementation. */
import type { AccessStore } from './contract/access.ts';
import type { AuditStore } from './contract/audit.ts';
import type { BackupStore } from './contract/backup.ts';
import type { DocumentStore } from './contract/documents.ts';
import type { ListStore } from './contract/lists.ts';
import type { EdgeStore } from './contract/manifest.ts';
import type { ObservationStore } from './contract/observations.ts';
import type { RepeatStore } from './contract/repeats.ts';
import type { SetStore } from './contract/sets.ts';
import type { SubscriptionStore } from './contract/subscriptions.ts';
import type { UpkeepStore } from './contract/upkeep.ts';

/** The registry: it orders every write, keeps every revision, and publishes to KV. Each subject has its file in `contract/`. */
export interface Store
  extends DocumentStore,
    SetStore,
    AccessStore,
    AuditStore,
    RepeatStore,
    ObservationStore,
    ListStore,
    SubscriptionStore,
    EdgeStore,
    UpkeepStore,
    BackupStore {}
