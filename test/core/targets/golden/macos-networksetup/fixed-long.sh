#!/bin/sh
# shellcheck disable=SC2016
# Portolan profile hq
set -eu
ACTION='apply'
BYPASS='set'
WANTED='auto|No||
web|Yes|proxy.corp.example|3128
secure|Yes|proxy.corp.example|3128
socks|No||
bypass|department-0.internal.corp.example
bypass|*.department-0.internal.corp.example
bypass|department-1.internal.corp.example
bypass|*.department-1.internal.corp.example
bypass|department-2.internal.corp.example
bypass|*.department-2.internal.corp.example
bypass|department-3.internal.corp.example
bypass|*.department-3.internal.corp.example
bypass|department-4.internal.corp.example
bypass|*.department-4.internal.corp.example
bypass|department-5.internal.corp.example
bypass|*.department-5.internal.corp.example
bypass|department-6.internal.corp.example
bypass|*.department-6.internal.corp.example
bypass|department-7.internal.corp.example
bypass|*.department-7.internal.corp.example
bypass|department-8.internal.corp.example
bypass|*.department-8.internal.corp.example
bypass|department-9.internal.corp.example
bypass|*.department-9.internal.corp.example
bypass|department-10.internal.corp.example
bypass|*.department-10.internal.corp.example
bypass|department-11.internal.corp.example
bypass|*.department-11.internal.corp.example
bypass|department-12.internal.corp.example
bypass|*.department-12.internal.corp.example
bypass|department-13.internal.corp.example
bypass|*.department-13.internal.corp.example
bypass|department-14.internal.corp.example
bypass|*.department-14.internal.corp.example
bypass|department-15.internal.corp.example
bypass|*.department-15.internal.corp.example
bypass|department-16.internal.corp.example
bypass|*.department-16.internal.corp.example
bypass|department-17.internal.corp.example
bypass|*.department-17.internal.corp.example
bypass|department-18.internal.corp.example
bypass|*.department-18.internal.corp.example
bypass|department-19.internal.corp.example
bypass|*.department-19.internal.corp.example
bypass|department-20.internal.corp.example
bypass|*.department-20.internal.corp.example
bypass|department-21.internal.corp.example
bypass|*.department-21.internal.corp.example
bypass|department-22.internal.corp.example
bypass|*.department-22.internal.corp.example
bypass|department-23.internal.corp.example
bypass|*.department-23.internal.corp.example
bypass|department-24.internal.corp.example
bypass|*.department-24.internal.corp.example
bypass|department-25.internal.corp.example
bypass|*.department-25.internal.corp.example
bypass|department-26.internal.corp.example
bypass|*.department-26.internal.corp.example
bypass|department-27.internal.corp.example
bypass|*.department-27.internal.corp.example
bypass|department-28.internal.corp.example
bypass|*.department-28.internal.corp.example
bypass|department-29.internal.corp.example
bypass|*.department-29.internal.corp.example
bypass|department-30.internal.corp.example
bypass|*.department-30.internal.corp.example
bypass|department-31.internal.corp.example
bypass|*.department-31.internal.corp.example
bypass|department-32.internal.corp.example
bypass|*.department-32.internal.corp.example
bypass|department-33.internal.corp.example
bypass|*.department-33.internal.corp.example
bypass|department-34.internal.corp.example
bypass|*.department-34.internal.corp.example
bypass|department-35.internal.corp.example
bypass|*.department-35.internal.corp.example
bypass|department-36.internal.corp.example
bypass|*.department-36.internal.corp.example
bypass|department-37.internal.corp.example
bypass|*.department-37.internal.corp.example
bypass|department-38.internal.corp.example
bypass|*.department-38.internal.corp.example
bypass|department-39.internal.corp.example
bypass|*.department-39.internal.corp.example
bypass|department-40.internal.corp.example
bypass|*.department-40.internal.corp.example
bypass|department-41.internal.corp.example
bypass|*.department-41.internal.corp.example
bypass|department-42.internal.corp.example
bypass|*.department-42.internal.corp.example
bypass|department-43.internal.corp.example
bypass|*.department-43.internal.corp.example
bypass|department-44.internal.corp.example
bypass|*.department-44.internal.corp.example
bypass|department-45.internal.corp.example
bypass|*.department-45.internal.corp.example
bypass|department-46.internal.corp.example
bypass|*.department-46.internal.corp.example
bypass|department-47.internal.corp.example
bypass|*.department-47.internal.corp.example
bypass|department-48.internal.corp.example
bypass|*.department-48.internal.corp.example
bypass|department-49.internal.corp.example
bypass|*.department-49.internal.corp.example
bypass|department-50.internal.corp.example
bypass|*.department-50.internal.corp.example
bypass|department-51.internal.corp.example
bypass|*.department-51.internal.corp.example
bypass|department-52.internal.corp.example
bypass|*.department-52.internal.corp.example
bypass|department-53.internal.corp.example
bypass|*.department-53.internal.corp.example
bypass|department-54.internal.corp.example
bypass|*.department-54.internal.corp.example
bypass|department-55.internal.corp.example
bypass|*.department-55.internal.corp.example
bypass|department-56.internal.corp.example
bypass|*.department-56.internal.corp.example
bypass|department-57.internal.corp.example
bypass|*.department-57.internal.corp.example
bypass|department-58.internal.corp.example
bypass|*.department-58.internal.corp.example
bypass|department-59.internal.corp.example
bypass|*.department-59.internal.corp.example'
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
