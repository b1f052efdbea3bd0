#!/bin/sh
# shellcheck disable=SC2016
# Takes the proxy of Portolan profile hq away
set -eu
ACTION='remove'
PROXY=''
STATE="${XDG_STATE_HOME:-$HOME/.local/state}/portolan/android"

fail() { echo "portolan: $1" >&2; exit 1; }
command -v adb >/dev/null 2>&1 || fail "adb is not here: it is a part of Android's platform tools"

on() { adb -s "$1" shell settings "$2" global http_proxy ${3+"$3"} </dev/null | tr -d '\r'; }

# What was never set is null, and means the same as :0.
current() {
  value=$(on "$1" get)
  case $value in null | '') value=:0 ;; esac
  printf '%s' "$value"
}

kept() { printf '%s/%s' "$STATE" "$(printf '%s' "$1" | tr -c 'A-Za-z0-9.\n-' '_')"; }

apply() {
  before=$(current "$1")
  if [ "$before" = "$PROXY" ]; then
    echo "portolan: $1: unchanged"
    return
  fi
  file=$(kept "$1")
  mkdir -p "$STATE"
  [ -e "$file" ] || printf '%s\n' "$before" >"$file"
  on "$1" put "$PROXY"
  echo "portolan: $1: set"
}

remove() {
  file=$(kept "$1")
  if [ ! -e "$file" ]; then
    echo "portolan: $1: unchanged"
    return
  fi
  on "$1" put "$(cat "$file")"
  rm -f "$file"
  echo "portolan: $1: as it was before"
}

devices() {
  if [ $# -gt 0 ]; then
    printf '%s\n' "$@"
  else
    adb devices </dev/null | tr -d '\r' | sed -n 's/[[:space:]]device$//p'
  fi
}

found=$(devices "$@")
[ -n "$found" ] || fail "no device is ready: adb devices lists them"
printf '%s\n' "$found" | while IFS= read -r serial; do
  "$ACTION" "$serial"
done
# What is empty is of no use any more; the folder of others' notes stays.
[ "$ACTION" = apply ] || rmdir "$STATE" "${STATE%/*}" 2>/dev/null || :
