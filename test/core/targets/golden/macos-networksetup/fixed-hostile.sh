#!/bin/sh
# shellcheck disable=SC2016
# Portolan profile hq
set -eu
ACTION='apply'
BYPASS='set'
WANTED='auto|No||
web|Yes|proxy_1.xn--bcher-kva.example|3128
secure|Yes|proxy_1.xn--bcher-kva.example|3128
socks|No||
bypass|corp.example
bypass|*.corp.example
bypass|10.0.0.0/8'
STATE="/Library/Application Support/Portolan/networksetup"

fail() { echo "portolan: $1" >&2; exit 1; }
command -v networksetup >/dev/null 2>&1 || fail "networksetup is not here: this is for macOS"
[ "$(id -u)" = 0 ] || fail "run this as root"

# Nothing that it may ask for comes out of the loops' input.
ns() { networksetup "$@" </dev/null; }

# The file that keeps what a service had before; names of services hold blanks and slashes.
kept() { printf '%s/%s' "$STATE" "$(printf '%s' "$1" | od -An -tx1 | tr -d ' \n')"; }

field() { sed -n "s/^$1: *//p" | sed -n 1p; }

# One line for a kind of proxy: kind|Yes or No|host|port.
proxy_line() {
  answer=$(ns "-get$2" "$3")
  printf '%s|%s|%s|%s\n' "$1" "$(printf '%s\n' "$answer" | field Enabled)" \
    "$(printf '%s\n' "$answer" | field Server)" "$(printf '%s\n' "$answer" | field Port)"
}

snapshot() {
  answer=$(ns -getautoproxyurl "$1")
  url=$(printf '%s\n' "$answer" | field URL)
  [ "$url" != "(null)" ] || url=
  printf 'auto|%s|%s|\n' "$(printf '%s\n' "$answer" | field Enabled)" "$url"
  proxy_line web webproxy "$1"
  proxy_line secure securewebproxy "$1"
  proxy_line socks socksfirewallproxy "$1"
  ns -getproxybypassdomains "$1" | sed -n '/^There aren/!s/^/bypass|/p'
}

# Only what is on counts: the host of a proxy that is off means nothing.
effective() { sed -e 's/^\([a-z]*\)|No|.*/\1|No||/'; }

set_proxy() {
  service=$1 option=$2 state=$3 host=$4 port=$5
  [ -z "$host" ] || ns "-set$option" "$service" "$host" "$port"
  [ "$state" = Yes ] || ns "-set$option"state "$service" off
}

# Sets a service to what a snapshot on standard input says.
restore() {
  service=$1
  set --
  while IFS='|' read -r kind state host port; do
    case $kind in
      auto)
        [ -z "$host" ] || ns -setautoproxyurl "$service" "$host"
        [ "$state" = Yes ] || ns -setautoproxystate "$service" off
        ;;
      web) set_proxy "$service" webproxy "$state" "$host" "$port" ;;
      secure) set_proxy "$service" securewebproxy "$state" "$host" "$port" ;;
      socks) set_proxy "$service" socksfirewallproxy "$state" "$host" "$port" ;;
      bypass) set -- "$@" "$state" ;;
    esac
  done
  [ $# -gt 0 ] || set -- Empty
  ns -setproxybypassdomains "$service" "$@"
}

# What a service is to be, whose kept file this is.
wanted() {
  printf '%s\n' "$WANTED"
  [ "$BYPASS" = keep ] || return 0
  if [ -e "$2" ]; then cat "$2"; else snapshot "$1"; fi | sed -n '/^bypass|/p'
}

apply() {
  file=$(kept "$1")
  goal=$(wanted "$1" "$file")
  if [ "$(snapshot "$1" | effective)" = "$(printf '%s\n' "$goal" | effective)" ]; then
    echo "portolan: $1: unchanged"
    return
  fi
  mkdir -p "$STATE"
  [ -e "$file" ] || snapshot "$1" >"$file"
  printf '%s\n' "$goal" | restore "$1"
  echo "portolan: $1: set"
}

remove() {
  file=$(kept "$1")
  if [ ! -e "$file" ]; then
    echo "portolan: $1: unchanged"
    return
  fi
  restore "$1" <"$file"
  rm -f "$file"
  echo "portolan: $1: as it was before"
}

# The first line is a remark, and a star marks a service that is off.
ns -listallnetworkservices | sed -e 1d -e 's/^\*//' | while IFS= read -r service; do
  "$ACTION" "$service"
done
if [ "$ACTION" = remove ] && [ -d "$STATE" ]; then
  rmdir "$STATE" "$(dirname "$STATE")" 2>/dev/null || :
fi
