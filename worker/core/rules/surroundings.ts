/** What does a profile see around it when it stands alone? Pure. */
import type { Surroundings } from './kind.ts';

/** No firewall policy and no rule lists: whatever names one of them is unknown. */
export const ALONE: Surroundings = { zones: null, zoneOf: () => null, list: () => undefined };
