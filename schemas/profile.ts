/** What is a profile on the wire: proxies, routes, rules, delivery and its own tests? */
import * as z from 'zod';
import { Condition } from './condition.ts';
import { Address, Cidr, Host, HostName, Id, Instant, Name, Note, Port, Title, UrlText } from './words.ts';

/** Limits of one profile. */
export const MAX_PROXIES = 64;
export const MAX_ROUTES = 64;
export const MAX_RULES = 5_000;
export const MAX_TESTS = 1_000;
/** Bytes of one document as it is sent. */
export const MAX_DOCUMENT_BYTES = 1_048_576;

/** What a client speaks to a proxy. */
export const ProxyScheme = z.enum(['http', 'https', 'socks4', 'socks5']);
export type ProxyScheme = z.infer<typeof ProxyScheme>;

/** What authentication a proxy asks for. Absent means undeclared. */
export const ProxyAuth = z.enum(['none', 'basic', 'digest', 'ntlm', 'negotiate', 'username', 'certificate']);

/** A proxy: an endpoint, never a credential. */
export const ProxyEntry = z
  .strictObject({
    scheme: ProxyScheme,
    host: Host,
    port: Port,
    auth: ProxyAuth.optional().describe('What it asks for; absent means undeclared.'),
    addresses: z.array(Address).min(1).max(64).optional().describe('The addresses that the host name stands for.'),
    note: Note.optional(),
  })
  .meta({ id: 'Proxy', description: 'A proxy that clients can be sent to. Credentials are never part of it.' });
export type ProxyEntry = z.infer<typeof ProxyEntry>;

/** An ordered failover list. It fails closed unless `direct` stands in it, last. */
export const Route = z
  .array(Id)
  .min(1)
  .max(MAX_PROXIES + 1)
  .meta({
    id: 'Route',
    description: 'Names of proxies, left to right; `direct` only last. Without it the route fails closed.',
  });

/** A rule: when its condition holds, its route is used. */
export const Rule = z
  .strictObject({ when: Condition, use: Id, note: Note.optional(), disabled: z.boolean().optional() })
  .meta({ id: 'Rule', description: 'The first rule whose condition holds decides.' });
export type Rule = z.infer<typeof Rule>;

/** How and to whom the profile is handed out. */
export const Delivery = z
  .strictObject({
    access: z.enum(['key', 'public']).optional().describe('key (the default): only by a capability URL.'),
    networks: z.array(Cidr).min(1).max(256).optional().describe('Only clients from these ranges.'),
    maxAge: z.int().min(0).max(86_400).optional().describe('Seconds that a client may keep it; 300 by default.'),
    wpad: z.array(HostName).min(1).max(16).optional().describe('Names under which /wpad.dat and /proxy.pac answer.'),
    unknown: z.enum(['keep', 'drop']).optional().describe('A proxy whose reachability is unknown; keep by default.'),
    emptied: z.enum(['block', 'direct']).optional().describe('A route that lost all its proxies; block by default.'),
    mandatory: z.boolean().optional().describe('What device configurations say about an unreachable PAC.'),
  })
  .meta({ id: 'Delivery' });

/** Wi-Fi networks that a profile may name. */
export const MAX_WIFI = 32;

/** How a Wi-Fi network is protected. `enterprise` (802.1X) needs settings that are no part of a profile. */
export const WifiSecurity = z.enum(['none', 'wep', 'wpa', 'wpa2', 'wpa3', 'enterprise']);
export type WifiSecurity = z.infer<typeof WifiSecurity>;

/** A Wi-Fi network whose configuration carries the proxy, never its passphrase. IEEE 802.11: a name has up to 32 octets. */
export const WifiNetwork = z
  .strictObject({
    ssid: z
      .string()
      .min(1)
      .max(32)
      .refine((ssid) => new TextEncoder().encode(ssid).length <= 32, 'expected at most 32 bytes of UTF-8')
      .refine((ssid) => !/[\p{Cc}\p{Cs}]/u.test(ssid), 'expected a name without control characters'),
    security: WifiSecurity,
  })
  .meta({ id: 'WifiNetwork', description: 'A Wi-Fi network by its name. The passphrase is never part of a profile.' });

/** Who hands configurations to devices, and what they say beside the proxy. */
export const Devices = z
  .strictObject({
    organization: Title.optional().describe('Shown to people on the device.'),
    identifier: z
      .string()
      .max(200)
      .regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, 'expected a reverse domain name, such as com.example.proxy')
      .optional()
      .describe('Reverse domain name; configurations with the same identifier replace each other.'),
    captivePortal: z.boolean().optional().describe('Whether a captive portal may be reached past the proxy.'),
    wifi: z
      .array(WifiNetwork)
      .min(1)
      .max(MAX_WIFI)
      .refine((all) => new Set(all.map(({ ssid }) => ssid)).size === all.length, 'expected each ssid once')
      .optional()
      .describe('Networks whose settings carry the proxy.'),
  })
  .meta({ id: 'Devices', description: 'What device configurations need beside the proxy.' });
export type Devices = z.infer<typeof Devices>;

/** A client's question, as a profile's tests and `explain` put it. */
const questionShape = {
  url: UrlText,
  client: Address.optional().describe('The client’s own address; 127.0.0.1 when absent.'),
  zone: Id.optional().describe('The zone in which the client stands.'),
  at: Instant.optional().describe('When; the written wall clock is the client’s local time.'),
  dns: z
    .record(z.string().min(1).max(254), z.union([Address, z.array(Address).max(64), z.null()]))
    .optional()
    .describe('What the client’s DNS answers: name to address, addresses or null.'),
};

/** One question about a profile. */
export const Query = z.strictObject(questionShape).meta({ id: 'Query' });
export type Query = z.infer<typeof Query>;

/** A profile's own test: the question, and the name of the route that must come out. */
export const ProfileTest = z
  .strictObject({ ...questionShape, expect: Id, note: Note.optional() })
  .meta({ id: 'ProfileTest' });

/** A profile. */
export const Profile = z
  .strictObject({
    title: Title.optional(),
    note: Note.optional(),
    proxies: z.record(Name, ProxyEntry).optional(),
    routes: z.record(Name, Route).optional(),
    rules: z.array(Rule).max(MAX_RULES).optional(),
    default: Id,
    firewall: Id.optional().describe('The id of a firewall policy.'),
    delivery: Delivery.optional(),
    devices: Devices.optional(),
    tests: z.array(ProfileTest).max(MAX_TESTS).optional(),
  })
  .refine((p) => Object.keys(p.proxies ?? {}).length <= MAX_PROXIES, {
    message: `expected at most ${MAX_PROXIES} proxies`,
    path: ['proxies'],
  })
  .refine((p) => Object.keys(p.routes ?? {}).length <= MAX_ROUTES, {
    message: `expected at most ${MAX_ROUTES} routes`,
    path: ['routes'],
  })
  .meta({
    id: 'Profile',
    title: 'Portolan profile',
    description: 'Proxies, routes, ordered rules, delivery and tests.',
  });
export type Profile = z.infer<typeof Profile>;

/** The flavours of a PAC text. */
export const Flavour = z.enum(['generic', 'apple', 'windows']).meta({ id: 'Flavour' });
export type Flavour = z.infer<typeof Flavour>;
