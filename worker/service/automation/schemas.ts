/** Which schema has a document of each kind? */
import type * as z from 'zod';
import type { Kind } from '../../../schemas/api.ts';
import { Policy } from '../../../schemas/firewall.ts';
import { RuleList } from '../../../schemas/list.ts';
import { Profile } from '../../../schemas/profile.ts';

/** One schema a kind. */
export const SCHEMAS: Readonly<Record<Kind, z.ZodType>> = { profile: Profile, firewall: Policy, list: RuleList };
