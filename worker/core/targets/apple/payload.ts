/** How is a configuration profile of Apple devices put together? Pure. */
import { type PlistValue, plist } from '../../writers/plist.ts';
import { payloadUuid } from '../identity.ts';
import type { Report } from '../report.ts';
import type { Scene, Setting } from '../target.ts';

/** How a configuration profile is told from others of the same sender. */
export interface Envelope {
  /** Where two kinds of them may stand on one device at once, what the second kind's identifier ends in; null: nothing. */
  readonly suffix: string | null;
  readonly scope: 'System' | null;
}

/** One payload: what stands in it beside the keys that all have. */
export interface Payload {
  readonly type: string;
  /** Told apart by it: payloads of one type in one profile. Null: there is one only. */
  readonly ssid: string | null;
  readonly keys: Readonly<Record<string, PlistValue | undefined>>;
}

/** The media type under which devices take it from a URL (Apple, Configuration Profile Reference). */
export const PROFILE_MEDIA_TYPE = 'application/x-apple-aspen-config';

/**
 * A whole configuration profile (apple/device-management, mdm/profiles/TopLevel.yaml and CommonPayloadKeys.yaml). Equal
 * identifiers and UUIDs on both levels make a new one replace the old one, so nothing of them depends on the setting.
 */
export function mobileconfig(
  scene: Scene,
  payloads: readonly Payload[],
  { suffix, scope }: Envelope,
  report: Report,
): string {
  const { identifier, organization, title } = scene.identity;
  if (scene.profile.devices?.identifier === undefined) {
    report('target.identifier-default', '/devices/identifier', { message: `the identifier is ${identifier}` });
  }
  const outer = suffix === null ? identifier : `${identifier}.${suffix}`;
  return plist({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: outer,
    PayloadUUID: payloadUuid(outer, 'Configuration'),
    PayloadDisplayName: `${title}: proxy`,
    PayloadOrganization: organization,
    ...(scope === null ? {} : { PayloadScope: scope }),
    PayloadContent: payloads.map(({ type, ssid, keys }) => {
      const uuid = payloadUuid(identifier, type, ssid);
      return {
        PayloadType: type,
        PayloadVersion: 1,
        PayloadIdentifier: `${identifier}.${uuid.toLowerCase()}`,
        PayloadUUID: uuid,
        ...keys,
      };
    }),
  });
}

/** The keys that say which proxy; the same in the global and in the Wi-Fi payload. */
export function proxyKeys(setting: Setting): Readonly<Record<string, PlistValue | undefined>> {
  if (setting.mode === 'pac') {
    return {
      ProxyType: 'Auto',
      ProxyPACURL: setting.url,
      ProxyPACFallbackAllowed: setting.mandatory === null ? undefined : !setting.mandatory,
    };
  }
  const [proxy] = setting.main.proxies;
  return { ProxyType: 'Manual', ProxyServer: proxy?.host, ProxyServerPort: proxy?.port };
}
