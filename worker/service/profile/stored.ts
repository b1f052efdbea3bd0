/** What does a stored profile say? */
import type { Profile } from '../../../schemas/profile.ts';
import type { Stored } from '../../store/contract/documents.ts';
import type { Context } from '../context.ts';
import { getDocument } from '../document/get.ts';

/** A profile as it is kept: it passed the schema when it was written. */
export const profileIn = ({ document }: Pick<Stored, 'document'>): Profile => JSON.parse(document) as Profile;

/** The newest revision of a profile. Faults: forbidden, absent. */
export async function readStoredProfile(context: Context, id: string): Promise<Profile> {
  return profileIn(await getDocument(context, 'profile', id));
}
