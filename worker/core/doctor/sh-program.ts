/** What does doctor.sh do on a client? Pure: the fixed text of the program; the profile's data comes before it. */

/**
 * POSIX sh. Uses bash (only its /dev/tcp), nc or curl for raw connections, and curl for pages; getent or nslookup for
 * names. Written without braces around variables, so that it can stand in a template as it is. Everything that it prints
 * of the network is one of its own words, a number, an address or a name of an authentication scheme.
 */
export const SH_PROGRAM = String.raw`
usage() {
  echo "Usage: sh doctor.sh [--json] [--report]"
  echo "Looks from this machine at the proxies of profile $PROFILE and says whether they are what the profile says."
  echo "  --json    prints the result as JSON instead of a table"
  echo "  --report  also sends the JSON to the administrator"
  echo "Ends with 0: all is as expected; 1: something is not; 2: wrong usage; 3: no curl, nc or bash here."
}

json=no
report=no
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=yes ;;
    --report) report=yes ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
if [ "$report" = yes ] && [ -z "$REPORT_URL" ]; then
  echo "doctor: this profile takes no reports" >&2
  exit 2
fi

have() { command -v "$1" >/dev/null 2>&1; }

raw=
for tool in bash nc curl; do
  if have "$tool"; then raw=$tool; break; fi
done
if [ -z "$raw" ]; then
  echo "doctor: none of bash, nc and curl is here, and one of them is needed to open a connection" >&2
  exit 3
fi

# Most kinds of nc can look whether a port is open (-z); busybox cannot.
nc_looks=no
if [ "$raw" = nc ] && nc -h 2>&1 | grep -q -e '-[a-zA-Z]*z'; then nc_looks=yes; fi

work=$(mktemp -d) || exit 3
talker=
# Ends what talks. It is not waited for: the other half of a pipeline ends by itself within seconds.
hang_up() {
  if [ -n "$talker" ]; then kill "$talker" 2>/dev/null; fi
  talker=
}
trap 'hang_up; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

tick() { sleep 0.2 2>/dev/null || sleep 1; }

# --- connections ---------------------------------------------------------------------------------

# Runs a command for at most so many seconds.
limited() {
  limit=$1
  shift
  "$@" </dev/null &
  talker=$!
  ticks=$((limit * 5))
  while kill -0 "$talker" 2>/dev/null; do
    if [ "$ticks" -le 0 ]; then hang_up; return 124; fi
    ticks=$((ticks - 1))
    tick
  done
  wait "$talker"
  code=$?
  talker=
  return "$code"
}

by_words() {
  if grep -qiE 'not known|resolv|bad address|no address|could not' "$work/error"; then state=unresolved
  elif grep -qiE 'refused' "$work/error"; then state=closed
  elif grep -qiE 'timed? ?out|no route|unreachable|not permitted|prohibited' "$work/error"; then state=filtered
  else state=closed
  fi
}

# Can a connection be made to $host and $port? Sets state: open, closed, filtered, unresolved.
reach() {
  : >"$work/error"
  code=0
  case $raw in
    bash)
      # bash is to expand them, not this shell.
      # shellcheck disable=SC2016
      limited 3 bash -c 'exec 3<>"/dev/tcp/$1/$2"' doctor "$host" "$port" 2>"$work/error" || code=$?
      ;;
    nc)
      if [ "$nc_looks" = yes ]; then
        limited 4 nc -v -z -w 3 "$host" "$port" >/dev/null 2>"$work/error" || code=$?
      else
        limited 4 nc -w 3 "$host" "$port" >/dev/null 2>"$work/error" || code=$?
        # Still there after its own connect time: it has connected.
        if [ "$code" -eq 124 ]; then code=0; fi
      fi
      ;;
    curl)
      connected=$(curl -q -s -o /dev/null -w '%{time_connect}' --noproxy '*' --connect-timeout 3 -m 3 "http://$authority/" 2>"$work/error") || code=$?
      # A time other than 0 means that the connection stood, whatever was said on it.
      if [ -n "$(echo "$connected" | tr -d '0.,')" ]; then state=open; return; fi
      case $code in
        6) state=unresolved ;;
        28) state=filtered ;;
        *) state=closed ;;
      esac
      return
      ;;
  esac
  case $code in
    0) state=open ;;
    124) state=filtered ;;
    *) by_words ;;
  esac
}

# Says $1 (octal escapes) on a new connection. The first words of the answer are in $work/reply, ended says whether the
# other side hung up without one.
talk() {
  : >"$work/reply"
  ended=no
  case $raw in
    bash)
      # shellcheck disable=SC2016
      bash -c 'exec 3<>"/dev/tcp/$1/$2" || exit 7; printf %b "$3" >&3; exec dd bs=4096 count=1 <&3 2>/dev/null' \
        doctor "$host" "$port" "$1" </dev/null >"$work/reply" 2>/dev/null &
      ;;
    nc)
      if [ "$nc_looks" = yes ]; then
        printf %b "$1" >"$work/request"
        nc -w 4 "$host" "$port" <"$work/request" >"$work/reply" 2>/dev/null &
      else
        # busybox ends its own half of the connection with its input, and some proxies give up then.
        { printf %b "$1"; sleep 4; } 2>/dev/null | nc -w 4 "$host" "$port" >"$work/reply" 2>/dev/null &
      fi
      ;;
    curl)
      { printf %b "$1"; sleep 4; } 2>/dev/null |
        curl -q -s -N --noproxy '*' --connect-timeout 3 -m 4 "telnet://$authority" >"$work/reply" 2>/dev/null &
      ;;
  esac
  talker=$!
  ticks=14
  while [ "$ticks" -gt 0 ]; do
    if [ -s "$work/reply" ]; then tick; break; fi
    if ! kill -0 "$talker" 2>/dev/null; then
      if [ ! -s "$work/reply" ]; then ended=yes; fi
      break
    fi
    ticks=$((ticks - 1))
    tick
  done
  hang_up
  if [ -s "$work/reply" ]; then spoke=yes; fi
  if [ "$ended" = yes ]; then hung=yes; fi
}

# --- what an answer is ----------------------------------------------------------------------------

first_bytes() { dd if="$work/reply" bs=16 count=1 2>/dev/null | od -An -tx1 | tr -d ' \n'; }

# Which protocol the answer belongs to: the same table as Portolan's own probe.
signature() {
  case $(first_bytes) in
    5353482d3*) echo ssh ;;
    32323020* | 3232302d*) echo smtp-or-ftp ;;
    485454502f3*) echo http ;;
    1503* | 1603*) echo tls ;;
    05*) echo socks5 ;;
    005a* | 005b* | 005c* | 005d*) echo socks4 ;;
    *) echo none ;;
  esac
}

head_of() { tr -d '\000\r' <"$work/reply" | sed '/^$/q' | tr '[:upper:]' '[:lower:]'; }
status() { head_of | sed -n '1s,^http/[0-9.]* \([1-5][0-9][0-9]\).*,\1,p'; }
schemes() { head_of | sed -n 's/^proxy-authenticate: *\([a-z][a-z0-9-]\{0,31\}\).*/\1/p' | sort -u | head -n 6 | tr '\n' ' ' | sed 's/ $//'; }
marked() {
  head_of | grep -qE '^(x-squid-error|proxy-agent|proxy-connection|proxy-authenticate):|^server: *(squid|tinyproxy|privoxy|polipo|3proxy|mitmproxy|blue ?coat|zscaler|ccproxy|proxy)'
}
wants_tls() { tr -d '\000\r' <"$work/reply" | grep -qiE 'plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|HTTP request to an HTTPS server'; }
is_tor() { tr -d '\000\r' <"$work/reply" | grep -qi 'Tor is not an HTTP Proxy'; }

is() { speaks=$1; auth=$2; exposure=$3; }

# The answer belongs to another protocol than the one that was asked for: $1 is what it is.
follow() {
  case $1 in
    ssh | smtp-or-ftp) is "$1" - -; return 0 ;;
    none) return 1 ;;
  esac
  if [ "$followed" -ge 2 ]; then return 1; fi
  followed=$((followed + 1))
  "ask_$1"
}

# What a proxy's answer says by itself; $1 is the label.
plain_words() {
  code=$(status)
  if [ "$code" = 407 ]; then is "$1" "$(schemes)" auth-required; return 0; fi
  if ! marked; then return 1; fi
  case $code in
    403) is "$1" - acl-denied ;;
    501) return 1 ;;
    5*) is "$1" none no-auth ;;
    *) return 1 ;;
  esac
}

# --- the questions --------------------------------------------------------------------------------

ask_http() {
  talk "$SAY_CONNECT"
  kind=$(signature)
  tunnel=
  if [ "$kind" = http ]; then
    if is_tor; then follow socks5; return; fi
    if wants_tls; then follow tls; return; fi
    if plain_words http-proxy; then return 0; fi
    tunnel=$(status)
  else
    if [ "$kind" != none ]; then follow "$kind"; return; fi
    if [ "$ended" = no ]; then return 1; fi
  fi
  talk "$SAY_ABSOLUTE"
  if [ "$(signature)" != http ]; then
    case $tunnel in
      '') return 1 ;;
      403) is http-proxy - acl-denied ;;
      2* | 500 | 502 | 503 | 504) is http-proxy none no-auth ;;
      *) is http-server - - ;;
    esac
    return 0
  fi
  if wants_tls; then follow tls; return; fi
  if plain_words http-proxy; then return 0; fi
  absolute=$(status)
  if marked; then mark=yes; else mark=no; fi
  talk "$SAY_ORIGIN"
  origin=$(status)
  case $absolute in
    1* | 2* | 3* | 401)
      case $tunnel in
        2*) if [ "$origin" != "$absolute" ]; then is http-proxy none no-auth; return 0; fi ;;
      esac
      is http-server - -
      return 0
      ;;
  esac
  if [ "$origin" = "$absolute" ] && [ "$mark" = no ]; then is http-server - -
  elif [ "$absolute" = 403 ]; then is http-proxy - acl-denied
  else is http-proxy none no-auth
  fi
}

ask_socks5() {
  talk "$SAY_SOCKS5"
  case $(first_bytes) in
    0500*) is socks5 none no-auth ;;
    0501*) is socks5 gssapi auth-required ;;
    0502*) is socks5 username auth-required ;;
    05 | 05ff*) ask_methods ;;
    *) kind=$(signature)
      if [ "$kind" = socks5 ]; then return 1; fi
      follow "$kind" ;;
  esac
}

ask_methods() {
  talk "$SAY_SOCKS5_ALL"
  case $(first_bytes) in
    0500*) is socks5 none no-auth ;;
    0501*) is socks5 gssapi auth-required ;;
    0502*) is socks5 username auth-required ;;
    0580*) is socks5 private auth-required ;;
    *) is socks5 - acl-denied ;;
  esac
}

ask_socks4() {
  talk "$SAY_SOCKS4"
  case $(first_bytes) in
    005a*) is socks4 none no-auth ;;
    005b*) is socks4 - - ;;
    005c* | 005d*) is socks4 ident auth-required ;;
    *) kind=$(signature)
      if [ "$kind" = socks4 ]; then return 1; fi
      follow "$kind" ;;
  esac
}

ask_tls() {
  talk "$SAY_HELLO"
  kind=$(signature)
  if [ "$kind" != tls ]; then
    if [ "$kind" = none ]; then return 1; fi
    follow "$kind"
    return
  fi
  is tls-server - -
  aside=certificate
  if ! have curl; then aside=no-curl; return 0; fi
  code=0
  curl -q -s -D "$work/reply" -o /dev/null --noproxy '' -m 6 -x "https://$authority" https://probe.invalid/ 2>/dev/null || code=$?
  # 35, 51, 53, 58, 60, 77, 80, 83, 90, 91: the handshake or the certificate (curl.se/libcurl/c/libcurl-errors.html).
  case $code in
    35 | 51 | 53 | 58 | 60 | 77 | 80 | 83 | 90 | 91) return 0 ;;
  esac
  aside=-
  if plain_words https-proxy; then return 0; fi
  case $(status) in
    403) is https-proxy - acl-denied ;;
    2* | 500 | 502 | 503 | 504) is https-proxy none no-auth ;;
  esac
  return 0
}

# What listens at $host and $port? Sets speaks, auth, exposure and aside.
classify() {
  spoke=no
  hung=no
  followed=0
  aside=-
  case $scheme in
    http) order='http socks5 tls socks4' ;;
    https) order='tls http socks5 socks4' ;;
    socks5) order='socks5 http tls socks4' ;;
    *) order='socks4 socks5 http tls' ;;
  esac
  for question in $order; do
    if "ask_$question"; then return 0; fi
  done
  if [ "$spoke" = yes ]; then is unknown - -
  elif [ "$hung" = yes ]; then is unknown - -; aside=hangs-up
  else is silent - -
  fi
}

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

# --- the proxies ----------------------------------------------------------------------------------

problems=0
comma=

count() { if [ "$1" = problem ]; then problems=$((problems + 1)); fi; }

row() { printf '%-20s %-12s %-11s %-12s %-22s %s\n' "$@"; }

as_json_or_null() { if [ "$1" = - ]; then printf null; else printf '"%s"' "$1"; fi; }

auth_json() {
  case $auth in
    -) printf null ;;
    none) printf '[]' ;;
    *)
      separator='['
      for item in $auth; do printf '%s"%s"' "$separator" "$item"; separator=,; done
      printf ']' ;;
  esac
}

proxy_json() {
  printf '%s{"proxy":"%s","state":"%s","speaks":' "$comma" "$name" "$state"
  as_json_or_null "$speaks"
  printf ',"authentication":'
  auth_json
  printf ',"exposure":'
  as_json_or_null "$exposure"
  printf ',"expected":"%s","verdict":"%s","finding":' "$expected" "$verdict"
  as_json_or_null "$finding"
  printf '}'
  comma=,
}

look_at() {
  name=$1
  scheme=$2
  host=$3
  port=$4
  declared=$5
  expected=$6
  case $host in
    *:*) authority="[$host]:$port" ;;
    *) authority="$host:$port" ;;
  esac
  is - - -
  aside=-
  judge ok - ''
  found=$(addresses_of)
  reach
  if [ "$state" = open ]; then classify; judge_open; else judge_state; fi
  against_expectation
  count "$verdict"
  echo "$name $scheme $host $port $authority $state $speaks $auth" >>"$work/seen"
  proxy_json >>"$work/proxies.json"
  {
    row "$name" "$expected" "$state" "$speaks" "$auth" "$verdict"
    if [ -n "$advice" ]; then echo "    $scheme $authority: $advice"; fi
    if [ -n "$found" ] && [ "$found" != "$host" ]; then echo "    $host is $found"; fi
  } >>"$work/table"
}

# --- the pages ------------------------------------------------------------------------------------

# The status of the page through a proxy ($1: curl's name for it) or direct ($1 empty); 000 when there was none.
page_status() {
  if [ -z "$1" ]; then
    curl -q -s -o /dev/null -w '%{http_code} %{http_connect}' --noproxy '*' --connect-timeout 5 -m 10 "$PAGE_URL" 2>/dev/null
  else
    curl -q -s -o /dev/null -w '%{http_code} %{http_connect}' --noproxy '' --connect-timeout 5 -m 10 -x "$1" "$PAGE_URL" 2>/dev/null
  fi
}

curl_scheme() {
  case $1 in
    socks5) echo socks5h ;;
    socks4) echo socks4a ;;
    *) echo "$1" ;;
  esac
}

# Tries the page once. Sets page: ok, login (the proxy asks for one first), failed.
try_page() {
  answer=$(page_status "$1") || true
  case $answer in
    *407*) page=login ;;
    [23][0-9][0-9]\ *) page=ok ;;
    *) page=failed ;;
  esac
}

page_json() {
  printf '%s{"route":"%s","page":"%s","via":' "$comma" "$1" "$page"
  as_json_or_null "$via"
  printf '}'
  comma=,
}

# A route as a client takes it: the first entry that lets a connection come about.
try_route() {
  route=$1
  page=failed
  via=-
  for entry in $2; do
    if [ "$entry" = direct ]; then
      try_page ''
    else
      try_page "$(sed -n "s/^$entry \([^ ]*\) [^ ]* [^ ]* \([^ ]*\) .*/\1 \2/p" "$work/seen" | { read -r kind where; echo "$(curl_scheme "$kind")://$where"; })"
    fi
    via=$entry
    if [ "$page" != failed ]; then break; fi
  done
  if [ "$page" = failed ]; then via=-; count problem; fi
  page_json "$route" >>"$work/routes.json"
  {
    case $page in
      ok) printf '%-20s the page came, via %s\n' "$route" "$via" ;;
      login) printf '%-20s %s asks for a login first, and was given none\n' "$route" "$via" ;;
      *) printf '%-20s no page came through it\n' "$route" ;;
    esac
  } >>"$work/pages"
}

try_direct() {
  via=-
  try_page ''
  verdict=ok
  case $DIRECT_EXPECTED:$page in
    reachable:failed) verdict=problem ;;
    unreachable:ok) verdict=problem ;;
  esac
  count "$verdict"
  printf '{"page":"%s","expected":"%s","verdict":"%s"}' "$page" "$DIRECT_EXPECTED" "$verdict" >"$work/direct.json"
  {
    case $page:$verdict in
      ok:ok) printf '%-20s the page came\n' direct ;;
      ok:problem) printf '%-20s the page came, although the policy says that clients here cannot go direct\n' direct ;;
      *:problem) printf '%-20s no page came, although the policy lets clients here go direct\n' direct ;;
      *) printf '%-20s no page came\n' direct ;;
    esac
  } >>"$work/pages"
}

# --- all together ---------------------------------------------------------------------------------

: >"$work/table"
: >"$work/pages"
: >"$work/seen"
: >"$work/proxies.json"
: >"$work/routes.json"
printf 'null' >"$work/direct.json"

each_proxy look_at
comma=
if [ -z "$PAGE_URL" ]; then
  echo "No page was tried: the service gave none." >>"$work/pages"
elif ! have curl; then
  echo "No page was tried: that needs curl." >>"$work/pages"
else
  each_route try_route
  try_direct
fi

{
  printf '{"doctor":1,"profile":"%s","zone":' "$PROFILE"
  as_json_or_null "$ZONE"
  printf ',"tool":"%s","proxies":[' "$raw"
  cat "$work/proxies.json"
  printf '],"routes":['
  cat "$work/routes.json"
  printf '],"direct":'
  cat "$work/direct.json"
  printf ',"problems":%s}\n' "$problems"
} >"$work/result.json"

if [ "$json" = yes ]; then
  cat "$work/result.json"
else
  echo "Profile $PROFILE, seen from here (connections by $raw)"
  echo
  row PROXY EXPECTED STATE SPEAKS AUTHENTICATION VERDICT
  cat "$work/table"
  echo
  cat "$work/pages"
  echo
  case $problems in
    0) echo "Everything is as expected." ;;
    1) echo "1 problem." ;;
    *) echo "$problems problems." ;;
  esac
fi

# The administrator's side takes 16 KiB. A result beyond that is cut down to its counts.
if [ "$(wc -c <"$work/result.json")" -gt 16384 ]; then
  printf '{"doctor":1,"profile":"%s","zone":%s,"tool":"%s","proxies":[],"routes":[],"direct":%s,"problems":%s,"shortened":true}\n' \
    "$PROFILE" "$(as_json_or_null "$ZONE")" "$raw" "$(cat "$work/direct.json")" "$problems" >"$work/report.json"
else
  cp "$work/result.json" "$work/report.json"
fi

# Sends the result; without curl by hand, which only http allows.
send_report() {
  if have curl; then
    curl -q -sf -o /dev/null -m 15 -H 'Content-Type: application/json' --data-binary "@$work/report.json" "$REPORT_URL"
    return
  fi
  case $REPORT_URL in
    http://*) ;;
    *) return 1 ;;
  esac
  rest=$(echo "$REPORT_URL" | sed 's,^http://,,')
  authority=$(echo "$rest" | sed 's,/.*,,')
  target=/$(echo "$rest" | sed 's,^[^/]*/*,,')
  host=$(echo "$authority" | sed 's,:[0-9]*$,,; s,[][],,g')
  port=$(echo "$authority" | sed -n 's,.*:\([0-9]*\)$,\1,p')
  if [ -z "$port" ]; then port=80; fi
  length=$(wc -c <"$work/report.json" | tr -d ' ')
  talk "POST $target HTTP/1.1\0015\0012Host: $authority\0015\0012Content-Type: application/json\0015\0012Content-Length: $length\0015\0012Connection: close\0015\0012\0015\0012$(cat "$work/report.json")\0012"
  case $(status) in
    2*) return 0 ;;
    *) return 1 ;;
  esac
}

if [ "$report" = yes ]; then
  if send_report; then echo "The result was sent to the administrator." >&2
  else echo "doctor: the result could not be sent" >&2
  fi
fi

[ "$problems" -eq 0 ]
`;
