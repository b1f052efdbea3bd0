/** What stands in for the programs of other systems? They keep what they are told, and answer in the originals' words. */

/**
 * networksetup(8) as far as the script uses it: two services, one of them off; each setter is noted in $NS/calls. The
 * words are those of macOS 15.
 */
export const NETWORKSETUP = String.raw`#!/bin/sh
NS=/usr/local/networksetup
mkdir -p "$NS"
get() { cat "$NS/$1" 2>/dev/null || printf '%s' "$2"; }
key() { printf '%s-%s' "$1" "$2" | tr '/ ' '__'; }
case $1 in
  -listallnetworkservices)
    printf 'An asterisk (*) denotes that a network service is disabled.\nWi-Fi\n*USB 10/100/1000 LAN\n'
    exit ;;
  -getautoproxyurl)
    printf 'URL: %s\nEnabled: %s\n' "$(get "$(key "$2" auto)" '(null)')" "$(get "$(key "$2" autostate)" No)"
    exit ;;
  -getproxybypassdomains)
    [ -s "$NS/$(key "$2" bypass)" ] || { echo "There aren't any bypass domains set on $2."; exit; }
    cat "$NS/$(key "$2" bypass)"
    exit ;;
  -get*)
    kind=$(printf '%s' "$1" | sed 's/^-get//')
    printf 'Enabled: %s\nServer: %s\nPort: %s\nAuthenticated Proxy Enabled: 0\n' "$(get "$(key "$2" "$kind-state")" No)" "$(get "$(key "$2" "$kind-host")" '')" "$(get "$(key "$2" "$kind-port")" 0)"
    exit ;;
esac
echo "$@" >>"$NS/calls"
option=$1 service=$2
shift 2
case $option in
  -setautoproxyurl) printf '%s' "$1" >"$NS/$(key "$service" auto)"; printf Yes >"$NS/$(key "$service" autostate)" ;;
  -setautoproxystate) [ "$1" = on ] && state=Yes || state=No; printf %s "$state" >"$NS/$(key "$service" autostate)" ;;
  -setproxybypassdomains)
    if [ "$*" = Empty ]; then rm -f "$NS/$(key "$service" bypass)"; else printf '%s\n' "$@" >"$NS/$(key "$service" bypass)"; fi ;;
  -set*state)
    kind=$(printf '%s' "$option" | sed -e 's/^-set//' -e 's/state$//')
    [ "$1" = on ] && state=Yes || state=No
    printf %s "$state" >"$NS/$(key "$service" "$kind-state")" ;;
  -set*)
    kind=$(printf '%s' "$option" | sed 's/^-set//')
    printf %s "$1" >"$NS/$(key "$service" "$kind-host")"
    printf %s "$2" >"$NS/$(key "$service" "$kind-port")"
    printf Yes >"$NS/$(key "$service" "$kind-state")" ;;
  *) echo "unknown option $option" >&2; exit 1 ;;
esac
`;

/** nmcli(1) without its daemon: real connections in files, changed and shown by the real \`nmcli --offline\`. */
export const NMCLI = String.raw`#!/bin/sh
FILES=/usr/local/connections
while [ $# -gt 0 ]; do
  case $1 in
    --escape) shift 2 ;;
    --get-values) fields=$2; shift 2 ;;
    *) break ;;
  esac
done
case "$1 $2" in
  "connection show")
    if [ $# -eq 2 ]; then
      for file in "$FILES"/*; do printf '%s:%s\n' "$(basename "$file")" "$(cat "$FILES.types/$(basename "$file")")"; done
      exit
    fi
    section=$(sed -n '/^\[proxy\]/,/^\[/p' "$FILES/$3")
    case $(printf '%s\n' "$section" | sed -n 's/^method=//p') in 1) echo auto ;; *) echo none ;; esac
    printf '%s\n' "$section" | sed -n 's/^pac-url=//p' ;;
  "connection modify")
    id=$3
    shift 3
    echo "$id $*" >>"$FILES.calls"
    /usr/bin/nmcli --offline connection modify "$@" <"$FILES/$id" >"$FILES/$id.new" || exit
    mv "$FILES/$id.new" "$FILES/$id" ;;
esac
`;

/** snap(8) as far as the script uses it: options of the system in files, changes noted in $SNAP/calls. */
export const SNAP = String.raw`#!/bin/sh
SNAP=/usr/local/snap-options
mkdir -p "$SNAP"
case "$1 $2" in
  "get system")
    [ -e "$SNAP/$3" ] || { echo "error: snap \"core\" has no \"$3\" configuration option" >&2; exit 1; }
    cat "$SNAP/$3" ;;
  "set system")
    echo "$@" >>"$SNAP.calls"
    printf '%s\n' "$3" | sed 's/^[^=]*=//' >"$SNAP/$(printf '%s' "$3" | sed 's/=.*//')" ;;
  "unset system")
    echo "$@" >>"$SNAP.calls"
    rm -f "$SNAP/$3" ;;
  *) echo "error: unknown command $*" >&2; exit 64 ;;
esac
`;

/** adb as far as the script uses it: two devices that are ready and one that is not, each with a setting; carriage returns as devices send them. */
export const ADB = String.raw`#!/bin/sh
DEVICES=/usr/local/android
mkdir -p "$DEVICES"
if [ "$1" = devices ]; then
  printf 'List of devices attached\nemulator-5554\tdevice\n192.0.2.9:5555\tdevice\nR58M\tunauthorized\n\n'
  exit
fi
[ "$1 $3 $4 $6 $7" = "-s shell settings global http_proxy" ] || { echo "adb: unknown command $*" >&2; exit 1; }
case $5 in
  get) if [ -e "$DEVICES/$2" ]; then printf '%s\r\n' "$(cat "$DEVICES/$2")"; else printf 'null\r\n'; fi ;;
  put) echo "$@" >>"$DEVICES.calls"; printf '%s' "$8" >"$DEVICES/$2" ;;
esac
`;
