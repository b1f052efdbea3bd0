/** To whom did IANA give a port? Pure data: the well-known ports that stand beside proxies, and their neighbours. */

/** A registration in IANA's Service Name and Transport Protocol Port Number Registry (CC0; copy of July 2025). */
export interface Service {
  readonly port: number;
  readonly name: string;
  readonly description: string;
}

/**
 * Over TCP unless the description says UDP. A registered name is a weak hint: 3128 belongs to "ndl-aas" and is Squid,
 * 8888 to "ddi-tcp-1" and is tinyproxy, Charles or Fiddler. Where a name in wide use differs, the description says so.
 */
// biome-ignore format: a table of registrations
const ROWS: readonly (readonly [port: number, name: string, description: string])[] = [
  [7, 'echo', 'Echo'], [9, 'discard', 'Discard; Portolan’s "block" points here on the client’s own loopback'],
  [13, 'daytime', 'Daytime'], [19, 'chargen', 'Character generator'], [20, 'ftp-data', 'File transfer, data'],
  [21, 'ftp', 'File transfer, control'], [22, 'ssh', 'Secure shell'], [23, 'telnet', 'Telnet'],
  [25, 'smtp', 'Mail between servers'], [37, 'time', 'Time'], [43, 'nicname', 'Whois'], [49, 'tacacs', 'TACACS login'],
  [53, 'domain', 'DNS'], [69, 'tftp', 'Trivial file transfer (UDP)'], [79, 'finger', 'Finger'],
  [80, 'http', 'World Wide Web'], [88, 'kerberos', 'Kerberos'], [110, 'pop3', 'Mail reading'],
  [111, 'sunrpc', 'ONC RPC port mapper'], [113, 'ident', 'Ident; SOCKS4 servers may ask the client there'],
  [119, 'nntp', 'Network news'], [123, 'ntp', 'Network time (UDP)'], [135, 'epmap', 'DCE endpoint mapper; Windows RPC'],
  [137, 'netbios-ns', 'NetBIOS names'], [138, 'netbios-dgm', 'NetBIOS datagrams'], [139, 'netbios-ssn', 'NetBIOS sessions'],
  [143, 'imap', 'Mail reading'], [161, 'snmp', 'Network management (UDP)'], [162, 'snmptrap', 'Network management traps (UDP)'],
  [179, 'bgp', 'Border Gateway Protocol'], [194, 'irc', 'Internet Relay Chat'], [389, 'ldap', 'Directory'],
  [427, 'svrloc', 'Service location'], [443, 'https', 'World Wide Web over TLS'], [445, 'microsoft-ds', 'Windows file sharing'],
  [464, 'kpasswd', 'Kerberos passwords'], [465, 'submissions', 'Mail submission over TLS'], [500, 'isakmp', 'IPsec key exchange (UDP)'],
  [514, 'shell', 'Remote shell; over UDP syslog'], [515, 'printer', 'Printer spooler'], [543, 'klogin', 'Kerberos login'],
  [548, 'afpovertcp', 'Apple file sharing'], [554, 'rtsp', 'Media streams'], [563, 'nntps', 'Network news over TLS'],
  [587, 'submission', 'Mail submission'], [591, 'http-alt', 'FileMaker, an HTTP alternate'], [593, 'http-rpc-epmap', 'RPC over HTTP'],
  [631, 'ipp', 'Internet printing'], [636, 'ldaps', 'Directory over TLS'], [749, 'kerberos-adm', 'Kerberos administration'],
  [853, 'domain-s', 'DNS over TLS'], [873, 'rsync', 'rsync'], [989, 'ftps-data', 'File transfer over TLS, data'],
  [990, 'ftps', 'File transfer over TLS, control'], [992, 'telnets', 'Telnet over TLS'], [993, 'imaps', 'Mail reading over TLS'],
  [995, 'pop3s', 'Mail reading over TLS'], [1080, 'socks', 'SOCKS'], [1194, 'openvpn', 'OpenVPN'],
  [1433, 'ms-sql-s', 'Microsoft SQL Server'], [1521, 'ncube-lm', 'nCube licences; in wide use by Oracle databases'],
  [1645, 'sightline', 'SightLine; long used by RADIUS (UDP)'], [1701, 'l2tp', 'Layer 2 tunnels (UDP)'],
  [1719, 'h323gatestat', 'H.323 gatekeeper'], [1720, 'h323hostcall', 'H.323 calls'], [1723, 'pptp', 'Point-to-point tunnels'],
  [1812, 'radius', 'RADIUS (UDP)'], [1883, 'mqtt', 'Message queueing'], [1900, 'ssdp', 'Device discovery (UDP)'],
  [2049, 'nfs', 'Network file system'], [2080, 'autodesk-nlm', 'Autodesk licences'], [2375, 'docker', 'Docker without TLS'],
  [2376, 'docker-s', 'Docker over TLS'], [3128, 'ndl-aas', 'Active API server; in wide use by Squid'],
  [3130, 'icpv2', 'Internet Cache Protocol (UDP)'], [3268, 'msft-gc', 'Microsoft global catalog'],
  [3269, 'msft-gc-ssl', 'Microsoft global catalog over TLS'], [3306, 'mysql', 'MySQL'], [3389, 'ms-wbt-server', 'Remote Desktop'],
  [3478, 'stun', 'STUN and TURN'], [3690, 'svn', 'Subversion'], [4190, 'sieve', 'Mail filters'], [4444, 'nv-video', 'NV video; in wide use by I2P’s HTTP proxy'],
  [4500, 'ipsec-nat-t', 'IPsec through NAT (UDP)'], [4750, 'ssad', 'Simple service auto discovery; in wide use by Smokescreen'],
  [4827, 'htcp', 'Hypertext caching protocol'], [5000, 'commplex-main', 'Commplex; in wide use by development servers'],
  [5060, 'sip', 'Internet telephony'], [5061, 'sips', 'Internet telephony over TLS'], [5222, 'xmpp-client', 'Jabber'],
  [5353, 'mdns', 'Multicast DNS (UDP)'], [5432, 'postgresql', 'PostgreSQL'], [5671, 'amqps', 'Message queueing over TLS'],
  [5672, 'amqp', 'Message queueing'], [5900, 'rfb', 'Remote frame buffer; VNC'], [5985, 'wsman', 'Windows remote management'],
  [5986, 'wsmans', 'Windows remote management over TLS'], [6000, 'x11', 'X Window System'], [6379, 'redis', 'Redis'],
  [6443, 'sun-sr-https', 'Service registry; in wide use by the Kubernetes API'], [6514, 'syslog-tls', 'Syslog over TLS'],
  [6566, 'sane-port', 'Scanners'], [6697, 'ircs-u', 'Internet Relay Chat over TLS'], [8000, 'irdmi', 'iRDMI; in wide use by development servers'],
  [8008, 'http-alt', 'HTTP alternate'], [8021, 'intu-ec-client', 'Intuit client'], [8080, 'http-alt', 'HTTP alternate'],
  [8081, 'sunproxyadmin', 'Sun proxy administration'], [8082, 'us-cli', 'Utilistor client'], [8087, 'simplifymedia', 'Simplify Media'],
  [8088, 'radan-http', 'Radan HTTP'], [8118, 'privoxy', 'Privoxy'], [8443, 'pcsync-https', 'PCsync; in wide use as the other HTTPS port'],
  [8800, 'sunwebadmin', 'Sun web administration'], [8880, 'cddbp-alt', 'CDDB alternate'],
  [8888, 'ddi-tcp-1', 'NewsEDGE; in wide use by tinyproxy and debugging proxies'], [8899, 'ospf-lite', 'ospf-lite'],
  [9000, 'cslistener', 'CSlistener'], [9001, 'etlservicemgr', 'ETL service manager'], [9010, 'sdr', 'Secure data replicator'],
  [9050, 'versiera', 'Versiera agent; in wide use by Tor'], [9051, 'fio-cmgmt', 'Fusion-io; in wide use by Tor’s control port'],
  [9090, 'websm', 'WebSM; in wide use by Prometheus and Cockpit'], [9100, 'pdl-datastream', 'Raw printing'],
  [9200, 'wap-wsp', 'WAP; in wide use by Elasticsearch'], [9400, 'sec-t4net-srv', 'Samsung Twain server'],
  [9418, 'git', 'git'], [9443, 'tungsten-https', 'WSO2 Tungsten HTTPS'], [9666, 'zoomcp', 'Zoom control panel'],
  [10000, 'ndmp', 'Backup management; in wide use by Webmin'], [10080, 'amanda', 'Amanda backup'],
  [10809, 'nbd', 'Network block device'], [11211, 'memcache', 'memcached'], [15000, 'hydap', 'Hypack data'],
  [27017, 'mongodb', 'MongoDB'], [40000, 'safetynetp', 'SafetyNET p'],
];

/** The registrations, ascending. */
export const SERVICES: readonly Service[] = ROWS.map(([port, name, description]) => ({ port, name, description }));

/** What IANA registered on a port, as far as the table goes: absence here is not absence there. */
export const servicesOn = (port: number): readonly Service[] => SERVICES.filter((service) => service.port === port);
