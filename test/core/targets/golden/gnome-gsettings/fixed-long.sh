#!/bin/sh
# shellcheck disable=SC2016
# Portolan profile hq
set -eu
ACTION='apply'
WANTED='org.gnome.system.proxy ignore-hosts ['\''localhost'\'', '\''127.0.0.0/8'\'', '\''::1'\'', '\''department-0.internal.corp.example'\'', '\''*.department-0.internal.corp.example'\'', '\''department-1.internal.corp.example'\'', '\''*.department-1.internal.corp.example'\'', '\''department-2.internal.corp.example'\'', '\''*.department-2.internal.corp.example'\'', '\''department-3.internal.corp.example'\'', '\''*.department-3.internal.corp.example'\'', '\''department-4.internal.corp.example'\'', '\''*.department-4.internal.corp.example'\'', '\''department-5.internal.corp.example'\'', '\''*.department-5.internal.corp.example'\'', '\''department-6.internal.corp.example'\'', '\''*.department-6.internal.corp.example'\'', '\''department-7.internal.corp.example'\'', '\''*.department-7.internal.corp.example'\'', '\''department-8.internal.corp.example'\'', '\''*.department-8.internal.corp.example'\'', '\''department-9.internal.corp.example'\'', '\''*.department-9.internal.corp.example'\'', '\''department-10.internal.corp.example'\'', '\''*.department-10.internal.corp.example'\'', '\''department-11.internal.corp.example'\'', '\''*.department-11.internal.corp.example'\'', '\''department-12.internal.corp.example'\'', '\''*.department-12.internal.corp.example'\'', '\''department-13.internal.corp.example'\'', '\''*.department-13.internal.corp.example'\'', '\''department-14.internal.corp.example'\'', '\''*.department-14.internal.corp.example'\'', '\''department-15.internal.corp.example'\'', '\''*.department-15.internal.corp.example'\'', '\''department-16.internal.corp.example'\'', '\''*.department-16.internal.corp.example'\'', '\''department-17.internal.corp.example'\'', '\''*.department-17.internal.corp.example'\'', '\''department-18.internal.corp.example'\'', '\''*.department-18.internal.corp.example'\'', '\''department-19.internal.corp.example'\'', '\''*.department-19.internal.corp.example'\'', '\''department-20.internal.corp.example'\'', '\''*.department-20.internal.corp.example'\'', '\''department-21.internal.corp.example'\'', '\''*.department-21.internal.corp.example'\'', '\''department-22.internal.corp.example'\'', '\''*.department-22.internal.corp.example'\'', '\''department-23.internal.corp.example'\'', '\''*.department-23.internal.corp.example'\'', '\''department-24.internal.corp.example'\'', '\''*.department-24.internal.corp.example'\'', '\''department-25.internal.corp.example'\'', '\''*.department-25.internal.corp.example'\'', '\''department-26.internal.corp.example'\'', '\''*.department-26.internal.corp.example'\'', '\''department-27.internal.corp.example'\'', '\''*.department-27.internal.corp.example'\'', '\''department-28.internal.corp.example'\'', '\''*.department-28.internal.corp.example'\'', '\''department-29.internal.corp.example'\'', '\''*.department-29.internal.corp.example'\'', '\''department-30.internal.corp.example'\'', '\''*.department-30.internal.corp.example'\'', '\''department-31.internal.corp.example'\'', '\''*.department-31.internal.corp.example'\'', '\''department-32.internal.corp.example'\'', '\''*.department-32.internal.corp.example'\'', '\''department-33.internal.corp.example'\'', '\''*.department-33.internal.corp.example'\'', '\''department-34.internal.corp.example'\'', '\''*.department-34.internal.corp.example'\'', '\''department-35.internal.corp.example'\'', '\''*.department-35.internal.corp.example'\'', '\''department-36.internal.corp.example'\'', '\''*.department-36.internal.corp.example'\'', '\''department-37.internal.corp.example'\'', '\''*.department-37.internal.corp.example'\'', '\''department-38.internal.corp.example'\'', '\''*.department-38.internal.corp.example'\'', '\''department-39.internal.corp.example'\'', '\''*.department-39.internal.corp.example'\'', '\''department-40.internal.corp.example'\'', '\''*.department-40.internal.corp.example'\'', '\''department-41.internal.corp.example'\'', '\''*.department-41.internal.corp.example'\'', '\''department-42.internal.corp.example'\'', '\''*.department-42.internal.corp.example'\'', '\''department-43.internal.corp.example'\'', '\''*.department-43.internal.corp.example'\'', '\''department-44.internal.corp.example'\'', '\''*.department-44.internal.corp.example'\'', '\''department-45.internal.corp.example'\'', '\''*.department-45.internal.corp.example'\'', '\''department-46.internal.corp.example'\'', '\''*.department-46.internal.corp.example'\'', '\''department-47.internal.corp.example'\'', '\''*.department-47.internal.corp.example'\'', '\''department-48.internal.corp.example'\'', '\''*.department-48.internal.corp.example'\'', '\''department-49.internal.corp.example'\'', '\''*.department-49.internal.corp.example'\'', '\''department-50.internal.corp.example'\'', '\''*.department-50.internal.corp.example'\'', '\''department-51.internal.corp.example'\'', '\''*.department-51.internal.corp.example'\'', '\''department-52.internal.corp.example'\'', '\''*.department-52.internal.corp.example'\'', '\''department-53.internal.corp.example'\'', '\''*.department-53.internal.corp.example'\'', '\''department-54.internal.corp.example'\'', '\''*.department-54.internal.corp.example'\'', '\''department-55.internal.corp.example'\'', '\''*.department-55.internal.corp.example'\'', '\''department-56.internal.corp.example'\'', '\''*.department-56.internal.corp.example'\'', '\''department-57.internal.corp.example'\'', '\''*.department-57.internal.corp.example'\'', '\''department-58.internal.corp.example'\'', '\''*.department-58.internal.corp.example'\'', '\''department-59.internal.corp.example'\'', '\''*.department-59.internal.corp.example'\'']
org.gnome.system.proxy.http host '\''proxy.corp.example'\''
org.gnome.system.proxy.http port 3128
org.gnome.system.proxy.https host '\''proxy.corp.example'\''
org.gnome.system.proxy.https port 3128
org.gnome.system.proxy.ftp host '\'''\''
org.gnome.system.proxy.ftp port 0
org.gnome.system.proxy.socks host '\'''\''
org.gnome.system.proxy.socks port 0
org.gnome.system.proxy use-same-proxy true
org.gnome.system.proxy mode '\''manual'\'''
STATE="${XDG_STATE_HOME:-$HOME/.local/state}/portolan/gsettings"

fail() { echo "portolan: $1" >&2; exit 1; }
command -v gsettings >/dev/null 2>&1 || fail "gsettings is not here: this is for GNOME"
gsettings list-keys org.gnome.system.proxy >/dev/null 2>&1 || fail "GNOME's schemas are not here"
[ "$(gsettings writable org.gnome.system.proxy mode)" = true ] || fail "the proxy is locked on this machine"

apply() {
  printf '%s\n' "$WANTED" | while read -r schema key value; do
    before=$(gsettings get "$schema" "$key")
    if [ "$before" = "$value" ]; then
      continue
    fi
    mkdir -p "$STATE"
    [ -e "$STATE/$schema.$key" ] || printf '%s\n' "$before" >"$STATE/$schema.$key"
    gsettings set "$schema" "$key" "$value"
    echo "portolan: $schema $key: $value"
  done
  echo "portolan: the proxy of GNOME is set"
}

restore() {
  file="$STATE/$1.$2"
  [ -e "$file" ] || return 0
  before=$(cat "$file")
  gsettings reset "$1" "$2"
  [ "$(gsettings get "$1" "$2")" = "$before" ] || gsettings set "$1" "$2" "$before"
  rm -f "$file"
  echo "portolan: $1 $2: as it was before"
}

remove() {
  for key in mode autoconfig-url ignore-hosts use-same-proxy; do restore org.gnome.system.proxy "$key"; done
  for scheme in http https ftp socks; do
    for key in host port; do restore "org.gnome.system.proxy.$scheme" "$key"; done
  done
  # The folder of others' notes stays.
  if [ -d "$STATE" ]; then
    rmdir "$STATE"
    rmdir "${STATE%/*}" 2>/dev/null || :
  fi
  echo "portolan: nothing is left of it"
}

"$ACTION"
