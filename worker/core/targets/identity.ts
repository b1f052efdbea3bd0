/** Who hands a configuration out, and under which names do devices keep it? Pure. */
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Devices, Profile } from '../../../schemas/profile.ts';

/** What device configurations say of their sender, with what the profile leaves out filled in. */
export interface Identity {
  readonly title: string;
  readonly organization: string;
  /** A reverse domain name. */
  readonly identifier: string;
  /** Null: the profile does not say. */
  readonly captivePortal: boolean | null;
  readonly wifi: NonNullable<Devices['wifi']>;
}

/** The identity of a profile. Nothing of it depends on key, zone or URL, so a new configuration replaces the old one. */
export function identityOf(id: string, { title = id, devices = {} }: Profile): Identity {
  const { organization = title, identifier = `portolan.${id}`, captivePortal = null, wifi = [] } = devices;
  return { title, organization, identifier, captivePortal, wifi };
}

/** Portolan's own name space, drawn once at random; changing it would make every device keep two configurations. */
const NAME_SPACE = hexToBytes('5d7c1c3e8a4f4c0b9d2e6f1a7b3c9e58');

/**
 * The UUID of a payload: version 5 (RFC 9562 section 5.5) of identifier, payload type and, for Wi-Fi, the network's
 * name. Upper case, as Apple writes them.
 */
export function payloadUuid(identifier: string, type: string, ssid: string | null = null): string {
  const name = JSON.stringify(ssid === null ? [identifier, type] : [identifier, type, ssid]);
  const bytes = sha1(concatBytes(NAME_SPACE, utf8ToBytes(name))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(bytes)
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
