/** Is what doctor.sh saw what the profile and its policy say? Pure: fixed text of a POSIX shell program. */

/** A part of the program in `./program.ts`. */
export const JUDGEMENT = String.raw`
# --- names ----------------------------------------------------------------------------------------

# The addresses of $host, for the reader; the connection itself resolves it again.
resolve() {
  case $host in
    *:* ) echo "$host"; return ;;
    *[!0-9.]*) ;;
    *) echo "$host"; return ;;
  esac
  if have getent; then getent ahosts "$host" 2>/dev/null | awk '{ print $1 }'
  elif have dscacheutil; then dscacheutil -q host -a name "$host" 2>/dev/null | awk '/address/ { print $2 }'
  elif have nslookup; then nslookup "$host" 2>/dev/null | awk '/^Name/ { seen = 1 } seen && /^Address/ { print $NF }'
  fi
}

addresses_of() { resolve | grep -E '^[0-9A-Fa-f:.]+$' | sort -u | head -n 4 | tr '\n' ' ' | sed 's/ $//'; }

# --- judgement ------------------------------------------------------------------------------------

speaks_scheme() {
  case $speaks in
    http-proxy) echo http ;;
    https-proxy) echo https ;;
    socks4 | socks5) echo "$speaks" ;;
    *) echo - ;;
  esac
}

listener_of() {
  case $1 in
    http) echo HTTP ;;
    https) echo TLS ;;
    socks4) echo SOCKS4 ;;
    *) echo SOCKS5 ;;
  esac
}

judge() { verdict=$1; finding=$2; advice=$3; }

strongest() {
  for one in negotiate gssapi ntlm digest basic username; do
    case " $auth " in
      *" $one "*) if [ "$one" = gssapi ]; then echo negotiate; else echo "$one"; fi; return ;;
    esac
  done
  echo "$auth"
}

declared_is_offered() {
  case " $auth " in
    *" $declared "*) return 0 ;;
    *" gssapi "*) [ "$declared" = negotiate ] ;;
    *) return 1 ;;
  esac
}

judge_auth() {
  judge ok - ''
  if [ "$exposure" = acl-denied ]; then
    judge unknown probe.acl-denied "it refused the request by a rule: if pages do not come through it either, it refuses this client"
    return
  fi
  if [ "$auth" = - ] || [ "$declared" = certificate ]; then return; fi
  if [ "$auth" = none ]; then
    case $declared in
      '' | none) return ;;
    esac
    judge problem probe.authentication "the profile says $declared, and the proxy asks for nothing from here: make it ask, or use auth: none"
    return
  fi
  best=$(strongest)
  if [ -z "$declared" ]; then
    judge ok probe.authentication-undeclared "it asks for $auth, and the profile does not say so: use auth: $best"
  elif ! declared_is_offered; then
    judge problem probe.authentication "it asks for $auth; the profile says $declared: use auth: $best"
  fi
}

judge_open() {
  spoken=$(speaks_scheme)
  if [ "$spoken" = "$scheme" ]; then judge_auth; return; fi
  if [ "$spoken" != - ]; then
    judge problem probe.scheme "$port speaks $spoken; the profile says $scheme: use scheme: $spoken, or the port of the $(listener_of "$scheme") listener"
    return
  fi
  case $speaks in
    silent) judge unknown probe.silent "it accepts connections and says nothing: look into the proxy's log" ;;
    unknown)
      if [ "$aside" = hangs-up ]; then
        judge problem probe.hangs-up "it accepts connections and ends them at once: look into the proxy's rules for clients"
      else
        judge unknown probe.unknown "something unknown answers: check which program listens there"
      fi ;;
    *)
      if [ "$scheme" = https ] && [ "$speaks" = tls-server ] && [ "$aside" = certificate ]; then
        judge problem probe.certificate "TLS is spoken, and this machine does not trust the certificate for $host"
      elif [ "$scheme" = https ] && [ "$speaks" = tls-server ] && [ "$aside" = no-curl ]; then
        judge unknown probe.certificate "TLS is spoken; without curl it cannot be looked into"
      else
        judge problem probe.not-a-proxy "$port is no proxy but $speaks: use the port of the proxy's own listener"
      fi ;;
  esac
}

judge_state() {
  case $state in
    closed) judge problem probe.closed "nothing listens on $port, or a firewall rejects: check that the proxy runs, and on which port" ;;
    filtered) judge problem probe.filtered "no answer in time: a firewall drops it, or no machine has the address" ;;
    *) judge problem probe.unresolved "the name has no address here: check the spelling and the DNS of this network" ;;
  esac
}

# Compares with what the firewall policy expects for this client's zone.
against_expectation() {
  case $expected:$state in
    unreachable:closed | unreachable:filtered)
      judge ok - "not reachable from here, as the policy says" ;;
    unreachable:open)
      judge problem doctor.reachable-unexpectedly "reachable, although the policy says that clients here cannot reach it" ;;
    unknown:closed | unknown:filtered)
      judge unknown "$finding" "$advice" ;;
  esac
}
`;
