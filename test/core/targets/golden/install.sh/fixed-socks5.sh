#!/bin/sh
# shellcheck disable=SC2016
# Sets a machine up for Portolan profile hq. Run: sh install.sh --help
set -euf
umask 022
LC_ALL=C
export LC_ALL
PROFILE='hq'
ACTION='apply'
ALL='linux-env shell-profile systemd-environment gnome-dconf apt chrome-policy edge-policy firefox-policies docker-client git npm pip curl wget podman mercurial cargo gradle maven snap macos-networksetup'
home=${HOME:-}
each_place() {
  place 'linux-env' 'block' '/etc/environment' '-' '/etc/pam.d' '-' '# Portolan profile hq
all_proxy=socks5h://socks.corp.example:1080
no_proxy=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8
ALL_PROXY=socks5h://socks.corp.example:1080
NO_PROXY=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8
' ''
  place 'shell-profile' 'file' '/etc/profile.d/portolan-proxy.sh' '-' '/etc/profile.d' '-' '# shellcheck shell=sh
# Portolan profile hq
export all_proxy='\''socks5h://socks.corp.example:1080'\''
export no_proxy='\''localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'\''
export ALL_PROXY='\''socks5h://socks.corp.example:1080'\''
export NO_PROXY='\''localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'\''
' ''
  place 'shell-profile' 'block' '-' "$home"'/.profile' '' '-' '# shellcheck shell=sh
# Portolan profile hq
export all_proxy='\''socks5h://socks.corp.example:1080'\''
export no_proxy='\''localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'\''
export ALL_PROXY='\''socks5h://socks.corp.example:1080'\''
export NO_PROXY='\''localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'\''
' ''
  place 'systemd-environment' 'file' '/etc/systemd/system.conf.d/portolan-proxy.conf' '-' 'systemctl' 'systemd' '# Portolan profile hq
[Manager]
DefaultEnvironment="all_proxy=socks5h://socks.corp.example:1080"
DefaultEnvironment="no_proxy=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8"
DefaultEnvironment="ALL_PROXY=socks5h://socks.corp.example:1080"
DefaultEnvironment="NO_PROXY=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8"
' ''
  place 'gnome-dconf' 'file' '/etc/dconf/db/local.d/locks/portolan-proxy' '-' 'dconf' 'dconf' '/system/proxy/mode
/system/proxy/autoconfig-url
/system/proxy/ignore-hosts
/system/proxy/use-same-proxy
/system/proxy/http/host
/system/proxy/http/port
/system/proxy/https/host
/system/proxy/https/port
/system/proxy/ftp/host
/system/proxy/ftp/port
/system/proxy/socks/host
/system/proxy/socks/port
' ''
  place 'gnome-dconf' 'lines' '/etc/dconf/profile/user' '-' 'dconf' '-' 'user-db:user
system-db:local
' ''
  place 'gnome-dconf' 'file' '/etc/dconf/db/local.d/00-portolan-proxy' '-' 'dconf' 'dconf' '# Portolan profile hq

[system/proxy]
mode='\''manual'\''
ignore-hosts=['\''localhost'\'', '\''127.0.0.0/8'\'', '\''::1'\'', '\''corp.example'\'', '\''*.corp.example'\'', '\''10.0.0.0/8'\'', '\''fd00::/8'\'']

[system/proxy/socks]
host='\''socks.corp.example'\''
port=1080
' ''
  place 'apt' 'file' '/etc/apt/apt.conf.d/95portolan-proxy' '-' 'apt-get' '-' '# Portolan profile hq
Acquire::http::Proxy "socks5h://socks.corp.example:1080/";
Acquire::http::Proxy::corp.example "DIRECT";
Acquire::https::Proxy "socks5h://socks.corp.example:1080/";
Acquire::https::Proxy::corp.example "DIRECT";
' ''
  place 'chrome-policy' 'file' '/etc/opt/chrome/policies/managed/portolan-proxy.json' '-' 'google-chrome /opt/google/chrome' '-' '{
  "ProxySettings": {
    "ProxyMode": "fixed_servers",
    "ProxyServer": "socks5://socks.corp.example:1080",
    "ProxyBypassList": "<local>,corp.example,*.corp.example,10.0.0.0/8,fd00::/8"
  }
}
' ''
  place 'chrome-policy' 'file' '/etc/chromium/policies/managed/portolan-proxy.json' '-' 'chromium chromium-browser' '-' '{
  "ProxySettings": {
    "ProxyMode": "fixed_servers",
    "ProxyServer": "socks5://socks.corp.example:1080",
    "ProxyBypassList": "<local>,corp.example,*.corp.example,10.0.0.0/8,fd00::/8"
  }
}
' ''
  place 'edge-policy' 'file' '/etc/opt/edge/policies/managed/portolan-proxy.json' '-' 'microsoft-edge /opt/microsoft/msedge' '-' '{
  "ProxySettings": {
    "ProxyMode": "fixed_servers",
    "ProxyServer": "socks5://socks.corp.example:1080",
    "ProxyBypassList": "<local>,corp.example,*.corp.example,10.0.0.0/8,fd00::/8"
  }
}
' ''
  place 'firefox-policies' 'file' '/etc/firefox/policies/policies.json' '-' 'firefox firefox-esr' '-' '{
  "policies": {
    "Proxy": {
      "Mode": "manual",
      "SOCKSProxy": "socks.corp.example:1080",
      "SOCKSVersion": 5,
      "UseProxyForDNS": true,
      "Passthrough": "<local>, corp.example, 10.0.0.0/8, [fd00::]/8",
      "Locked": true
    }
  }
}
' ''
  place 'docker-client' 'file' '-' "$home"'/.docker/config.json' 'docker' '-' '{
  "proxies": {
    "default": {
      "allProxy": "socks5h://socks.corp.example:1080",
      "noProxy": "localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8"
    }
  }
}
' ''
  place 'git' 'file' '/etc/portolan/gitconfig' "$home"'/.config/portolan/gitconfig' 'git' '-' '# Portolan profile hq
[http]
	proxy = "socks5h://socks.corp.example:1080"
[http "http://corp.example"]
	proxy = ""
[http "https://corp.example"]
	proxy = ""
[http "http://*.corp.example"]
	proxy = ""
[http "https://*.corp.example"]
	proxy = ""
' ''
  place 'git' 'block' '/etc/gitconfig' '-' 'git' '-' '[include]
	path = /etc/portolan/gitconfig
' ''
  place 'git' 'block' '-' "$home"'/.gitconfig' 'git' '-' '[include]
	path = ~/.config/portolan/gitconfig
' ''
  place 'npm' 'block' 'NPM_GLOBAL' "$home"'/.npmrc' 'npm' '-' '' ''
  place 'pip' 'file' '/etc/pip.conf' "$home"'/.config/pip/pip.conf' 'pip pip3' '-' '' ''
  place 'curl' 'block' '-' "$home"'/.curlrc' 'curl' '-' '# Portolan profile hq
proxy = "socks5h://socks.corp.example:1080"
noproxy = "localhost,127.0.0.1,::1,corp.example,10.0.0.0/8"
' ''
  place 'wget' 'block' '/etc/wgetrc' "$home"'/.wgetrc' 'wget' '-' '' ''
  place 'podman' 'file' '/etc/containers/containers.conf.d/portolan-proxy.conf' "$home"'/.config/containers/containers.conf.d/portolan-proxy.conf' 'podman' '-' '# Portolan profile hq
[containers]
http_proxy = true

[engine]
env = [
  "http_proxy=socks5://socks.corp.example:1080",
  "https_proxy=socks5://socks.corp.example:1080",
  "no_proxy=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8",
  "HTTP_PROXY=socks5://socks.corp.example:1080",
  "HTTPS_PROXY=socks5://socks.corp.example:1080",
  "NO_PROXY=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8",
]
' ''
  place 'mercurial' 'file' '/etc/mercurial/hgrc.d/portolan-proxy.rc' '-' 'hg' '-' '' ''
  place 'cargo' 'file' '-' "$home"'/.cargo/config.toml' 'cargo' '-' '# Portolan profile hq
[http]
proxy = "socks5h://socks.corp.example:1080"
' ''
  place 'gradle' 'block' '-' "$home"'/.gradle/gradle.properties' 'gradle' '-' '# Portolan profile hq
systemProp.http.nonProxyHosts=localhost|127.*|[::1]|corp.example|*.corp.example|10.*
systemProp.socksProxyHost=socks.corp.example
systemProp.socksProxyPort=1080
systemProp.socksProxyVersion=5
systemProp.socksNonProxyHosts=localhost|127.*|[::1]|corp.example|*.corp.example|10.*
' ''
  place 'maven' 'file' '-' "$home"'/.m2/settings.xml' 'mvn' '-' '' ''
  place 'snap' 'script' '' '-' 'snap' '-' '' '#!/bin/sh
# shellcheck disable=SC2016
# Takes the proxy of Portolan profile hq away
set -eu
ACTION='\''remove'\''
WANTED='\''http
https
ftp
no-proxy'\''
STATE=/var/lib/portolan/snap

fail() { echo "portolan: $1" >&2; exit 1; }
command -v snap >/dev/null 2>&1 || fail "snap is not here: this is for snapd"
[ "$(id -u)" = 0 ] || fail "run this as root"

# snap refuses to get what is not set.
current() { snap get system "proxy.$1" 2>/dev/null </dev/null || true; }

put() {
  if [ -n "$2" ]; then snap set system "proxy.$1=$2" </dev/null; else snap unset system "proxy.$1" </dev/null; fi
}

apply() {
  before=$(current "$1")
  if [ "$before" = "$2" ]; then
    echo "portolan: proxy.$1: unchanged"
    return
  fi
  mkdir -p "$STATE"
  [ -e "$STATE/$1" ] || printf '\''%s'\'' "$before" >"$STATE/$1"
  put "$1" "$2"
  echo "portolan: proxy.$1: set"
}

remove() {
  if [ ! -e "$STATE/$1" ]; then
    echo "portolan: proxy.$1: unchanged"
    return
  fi
  put "$1" "$(cat "$STATE/$1")"
  rm -f "$STATE/$1"
  echo "portolan: proxy.$1: as it was before"
}

printf '\''%s\n'\'' "$WANTED" | while read -r key value; do
  "$ACTION" "$key" "$value"
done
# What is empty is of no use any more; the folder of others'\'' notes stays.
[ "$ACTION" = apply ] || rmdir "$STATE" "${STATE%/*}" 2>/dev/null || :
'
  place 'macos-networksetup' 'script' '' '-' 'networksetup' '-' '#!/bin/sh
# shellcheck disable=SC2016
# Portolan profile hq
set -eu
ACTION='\''apply'\''
BYPASS='\''set'\''
WANTED='\''auto|No||
web|No||
secure|No||
socks|Yes|socks.corp.example|1080
bypass|corp.example
bypass|*.corp.example
bypass|10.0.0.0/8'\''
STATE="/Library/Application Support/Portolan/networksetup"

fail() { echo "portolan: $1" >&2; exit 1; }
command -v networksetup >/dev/null 2>&1 || fail "networksetup is not here: this is for macOS"
[ "$(id -u)" = 0 ] || fail "run this as root"

# Nothing that it may ask for comes out of the loops'\'' input.
ns() { networksetup "$@" </dev/null; }

# The file that keeps what a service had before; names of services hold blanks and slashes.
kept() { printf '\''%s/%s'\'' "$STATE" "$(printf '\''%s'\'' "$1" | od -An -tx1 | tr -d '\'' \n'\'')"; }

field() { sed -n "s/^$1: *//p" | sed -n 1p; }

# One line for a kind of proxy: kind|Yes or No|host|port.
proxy_line() {
  answer=$(ns "-get$2" "$3")
  printf '\''%s|%s|%s|%s\n'\'' "$1" "$(printf '\''%s\n'\'' "$answer" | field Enabled)" \
    "$(printf '\''%s\n'\'' "$answer" | field Server)" "$(printf '\''%s\n'\'' "$answer" | field Port)"
}

snapshot() {
  answer=$(ns -getautoproxyurl "$1")
  url=$(printf '\''%s\n'\'' "$answer" | field URL)
  [ "$url" != "(null)" ] || url=
  printf '\''auto|%s|%s|\n'\'' "$(printf '\''%s\n'\'' "$answer" | field Enabled)" "$url"
  proxy_line web webproxy "$1"
  proxy_line secure securewebproxy "$1"
  proxy_line socks socksfirewallproxy "$1"
  ns -getproxybypassdomains "$1" | sed -n '\''/^There aren/!s/^/bypass|/p'\''
}

# Only what is on counts: the host of a proxy that is off means nothing.
effective() { sed -e '\''s/^\([a-z]*\)|No|.*/\1|No||/'\''; }

set_proxy() {
  service=$1 option=$2 state=$3 host=$4 port=$5
  [ -z "$host" ] || ns "-set$option" "$service" "$host" "$port"
  [ "$state" = Yes ] || ns "-set$option"state "$service" off
}

# Sets a service to what a snapshot on standard input says.
restore() {
  service=$1
  set --
  while IFS='\''|'\'' read -r kind state host port; do
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
  printf '\''%s\n'\'' "$WANTED"
  [ "$BYPASS" = keep ] || return 0
  if [ -e "$2" ]; then cat "$2"; else snapshot "$1"; fi | sed -n '\''/^bypass|/p'\''
}

apply() {
  file=$(kept "$1")
  goal=$(wanted "$1" "$file")
  if [ "$(snapshot "$1" | effective)" = "$(printf '\''%s\n'\'' "$goal" | effective)" ]; then
    echo "portolan: $1: unchanged"
    return
  fi
  mkdir -p "$STATE"
  [ -e "$file" ] || snapshot "$1" >"$file"
  printf '\''%s\n'\'' "$goal" | restore "$1"
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
ns -listallnetworkservices | sed -e 1d -e '\''s/^\*//'\'' | while IFS= read -r service; do
  "$ACTION" "$service"
done
if [ "$ACTION" = remove ] && [ -d "$STATE" ]; then
  rmdir "$STATE" "$(dirname "$STATE")" 2>/dev/null || :
fi
' '#!/bin/sh
# shellcheck disable=SC2016
# Takes the proxy of Portolan profile hq away
set -eu
ACTION='\''remove'\''
BYPASS='\''keep'\''
WANTED='\'''\''
STATE="/Library/Application Support/Portolan/networksetup"

fail() { echo "portolan: $1" >&2; exit 1; }
command -v networksetup >/dev/null 2>&1 || fail "networksetup is not here: this is for macOS"
[ "$(id -u)" = 0 ] || fail "run this as root"

# Nothing that it may ask for comes out of the loops'\'' input.
ns() { networksetup "$@" </dev/null; }

# The file that keeps what a service had before; names of services hold blanks and slashes.
kept() { printf '\''%s/%s'\'' "$STATE" "$(printf '\''%s'\'' "$1" | od -An -tx1 | tr -d '\'' \n'\'')"; }

field() { sed -n "s/^$1: *//p" | sed -n 1p; }

# One line for a kind of proxy: kind|Yes or No|host|port.
proxy_line() {
  answer=$(ns "-get$2" "$3")
  printf '\''%s|%s|%s|%s\n'\'' "$1" "$(printf '\''%s\n'\'' "$answer" | field Enabled)" \
    "$(printf '\''%s\n'\'' "$answer" | field Server)" "$(printf '\''%s\n'\'' "$answer" | field Port)"
}

snapshot() {
  answer=$(ns -getautoproxyurl "$1")
  url=$(printf '\''%s\n'\'' "$answer" | field URL)
  [ "$url" != "(null)" ] || url=
  printf '\''auto|%s|%s|\n'\'' "$(printf '\''%s\n'\'' "$answer" | field Enabled)" "$url"
  proxy_line web webproxy "$1"
  proxy_line secure securewebproxy "$1"
  proxy_line socks socksfirewallproxy "$1"
  ns -getproxybypassdomains "$1" | sed -n '\''/^There aren/!s/^/bypass|/p'\''
}

# Only what is on counts: the host of a proxy that is off means nothing.
effective() { sed -e '\''s/^\([a-z]*\)|No|.*/\1|No||/'\''; }

set_proxy() {
  service=$1 option=$2 state=$3 host=$4 port=$5
  [ -z "$host" ] || ns "-set$option" "$service" "$host" "$port"
  [ "$state" = Yes ] || ns "-set$option"state "$service" off
}

# Sets a service to what a snapshot on standard input says.
restore() {
  service=$1
  set --
  while IFS='\''|'\'' read -r kind state host port; do
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
  printf '\''%s\n'\'' "$WANTED"
  [ "$BYPASS" = keep ] || return 0
  if [ -e "$2" ]; then cat "$2"; else snapshot "$1"; fi | sed -n '\''/^bypass|/p'\''
}

apply() {
  file=$(kept "$1")
  goal=$(wanted "$1" "$file")
  if [ "$(snapshot "$1" | effective)" = "$(printf '\''%s\n'\'' "$goal" | effective)" ]; then
    echo "portolan: $1: unchanged"
    return
  fi
  mkdir -p "$STATE"
  [ -e "$file" ] || snapshot "$1" >"$file"
  printf '\''%s\n'\'' "$goal" | restore "$1"
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
ns -listallnetworkservices | sed -e 1d -e '\''s/^\*//'\'' | while IFS= read -r service; do
  "$ACTION" "$service"
done
if [ "$ACTION" = remove ] && [ -d "$STATE" ]; then
  rmdir "$STATE" "$(dirname "$STATE")" 2>/dev/null || :
fi
'
}
usage() {
  printf '%s\n' "Usage: sh install.sh [--dry-run] [--remove] [--only TARGET[,TARGET]]" \
    "Sets this machine (as root) or this user up for the proxies of profile $PROFILE." \
    "  --dry-run  says what would be done, and does nothing" \
    "  --remove   takes away what this script put there" \
    "  --only     only these: $ALL" \
    "Ends with 0: done; 1: something was left as it is; 2: wrong usage."
}
wrong() { usage >&2; exit 2; }
fail() { printf 'portolan: %s\n' "$1" >&2; exit 2; }

# Adds names to what is wanted: at least one, and only such as there are.
choose() {
  before=$only
  for name in $(printf '%s' "$1" | tr ',' ' '); do
    case " $ALL " in
      *" $name "*) only="$only $name" ;;
      *) fail "there is no target $name here" ;;
    esac
  done
  [ "$only" != "$before" ] || wrong
}

dry=no
only=
problems=0
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry=yes ;;
    --remove) ACTION=remove ;;
    --only)
      [ $# -gt 1 ] || wrong
      choose "$2"
      shift
      ;;
    --only=*) choose "${1#--only=}" ;;
    -h | --help) usage; exit 0 ;;
    *) wrong ;;
  esac
  shift
done

for tool in awk cksum cmp grep mktemp sed; do
  command -v "$tool" >/dev/null 2>&1 || { printf 'portolan: %s is not here, and nothing is done without it\n' "$tool" >&2; exit 1; }
done

line_end='
'
if [ "$(id -u)" = 0 ]; then
  whole=yes
  STATE=/var/lib/portolan/install
else
  whole=no
  case $home in
    '') fail "HOME is not set" ;;
    *"$line_end"*) fail "HOME holds the end of a line" ;;
    /*) [ -d "$home" ] || fail "HOME is no folder: $home" ;;
    *) fail "HOME is no whole path: $home" ;;
  esac
  # However it is spelled, what is noted of it is found again.
  home=$(cd "$home" && pwd -P) || fail "HOME cannot be entered"
  home=${home%/}
  STATE="$home/.local/state/portolan/install"
  # What it makes is for this user only: secrets may come to stand beside it.
  umask 077
fi
NOTES="$STATE/notes"

# Settings of the folder that it is called in are none of the machine's.
cd /
TMP=$(umask 077 && mktemp -d) || exit 1
trap 'rm -rf "$TMP"' EXIT
trap 'exit 1' HUP INT PIPE TERM
: >"$TMP/made"

say() { printf 'portolan: %s: %s\n' "$1" "$2"; }
problem() { say "$1" "$2"; problems=1; }

wanted() {
  [ -n "$only" ] || return 0
  case "$only " in
    *" $1 "*) return 0 ;;
  esac
  return 1
}

# Whether one of the words is a command or a path that is there; no words: yes.
present() {
  [ $# -gt 0 ] || return 0
  for word in "$@"; do
    case $word in
      /*) [ ! -e "$word" ] || return 0 ;;
      *) ! command -v "$word" >/dev/null 2>&1 || return 0 ;;
    esac
  done
  return 1
}

# --- notes: "file PROFILE CHECKSUM PATH", "block PROFILE TARGET PATH", "script PROFILE - TARGET", "folder - - PATH" ---

sum_of() { cksum <"$1" | tr ' ' '-'; }

# The profile (2) or the word behind it (3) that is noted of a thing; nothing where nothing is.
noted() {
  [ ! -e "$NOTES" ] || COLUMN=$1 KIND=$2 THING=$3 awk '
    { thing = $0; sub(/^[^ ]* [^ ]* [^ ]* /, "", thing) }
    $1 == ENVIRON["KIND"] && thing == ENVIRON["THING"] { print $(ENVIRON["COLUMN"] + 0) }' "$NOTES"
}

forget() {
  [ -e "$NOTES" ] || return 0
  KIND=$1 THING=$2 awk '
    { thing = $0; sub(/^[^ ]* [^ ]* [^ ]* /, "", thing) }
    $1 != ENVIRON["KIND"] || thing != ENVIRON["THING"]' "$NOTES" >"$TMP/notes"
  cat "$TMP/notes" >"$NOTES"
}

# Notes a kind, a word and a thing instead of what was noted of it; the profile is this one.
note() {
  forget "$1" "$3"
  cat "$TMP/made" >>"$NOTES"
  : >"$TMP/made"
  printf '%s %s %s %s\n' "$1" "$PROFILE" "$2" "$3" >>"$NOTES"
}

# Makes a folder and those above it, noting which it had to make.
make_folder() {
  [ ! -d "$1" ] || return 0
  make_folder "$(dirname "$1")" && mkdir "$1" && printf 'folder - - %s\n' "$1" >>"$TMP/made"
}

# Whether a path may be written and noted; else why not, in why.
may_write() {
  why=
  if [ -L "$1" ] && [ ! -e "$1" ]; then
    why="it is a link to nothing"
  elif [ -e "$1" ] && [ ! -f "$1" ]; then
    why="it is no file"
  elif [ -e "$1" ] && { [ ! -r "$1" ] || [ ! -w "$1" ]; }; then
    why="it cannot be read and written"
  fi
  [ -z "$why" ]
}

# Puts $TMP/new to a path, keeping owner, mode and links of what is there.
put() {
  make_folder "$(dirname "$1")" && make_folder "$STATE" && [ -w "$STATE" ] || return 1
  if [ ! -e "$1" ]; then
    cat "$TMP/new" >"$1" || { rm -f "$1"; return 1; }
  else
    cat "$1" >"$TMP/old" && { cat "$TMP/new" >"$1" || { cat "$TMP/old" >"$1"; return 1; }; }
  fi
}

# Says what stands there is another profile's. Only who sets up has to know more.
foreign() {
  if [ "$ACTION" = remove ]; then
    say "$1" "left $2: it is of profile $3"
  else
    problem "$1" "left $2: it is of profile $3, whose script takes it away"
  fi
}

# --- whole files ------------------------------------------------------------------------------------

# Whether a file carries this profile's remark, and so came from here, whatever became of the notes.
is_remarked() { [ -f "$1" ] && [ -r "$1" ] && grep -q -E "Portolan profile $PROFILE([^a-z0-9-]|\$)" "$1"; }

# Notes a file that is as it should be as this profile's, where it was another's or its note is lost.
note_same() {
  [ -n "$owner" ] || { [ ! -L "$1" ] && is_remarked "$1"; } || return 1
  [ "$dry" = no ] && [ "$owner" != "$PROFILE" ] || return 0
  make_folder "$STATE" && note file "$(sum_of "$1")" "$1"
}

apply_file() {
  target=$1 path=$2 text=$3
  owner=$(noted 2 file "$path")
  printf '%s' "$text" >"$TMP/new"
  if ! may_write "$path"; then
    problem "$target" "left alone $path: $why"
  elif [ -e "$path" ] && cmp -s "$TMP/new" "$path"; then
    if note_same "$path"; then
      say "$target" "unchanged $path"
    else
      say "$target" "unchanged $path, but not noted as from here: --remove leaves it"
    fi
  elif [ -e "$path" ] && [ -z "$owner" ]; then
    problem "$target" "left alone $path: it is not from here; merge it by hand"
  elif [ -e "$path" ] && { [ -L "$path" ] || [ "$(noted 3 file "$path")" != "$(sum_of "$path")" ]; }; then
    problem "$target" "left alone $path: it was changed by hand"
  elif [ "$dry" = yes ]; then
    say "$target" "would write $path"
  elif put "$path" && note file "$(sum_of "$path")" "$path"; then
    say "$target" "wrote $path"
    changed=yes
  else
    problem "$target" "could not write $path"
  fi
}

# Whether the file has every line of the text.
has_lines() {
  [ "$(printf '%s' "$2" | grep -c '')" = "$(printf '%s' "$2" | grep -c -x -F -f "$1")" ]
}

apply_lines() {
  if [ -f "$2" ] && has_lines "$2" "$3"; then
    say "$1" "unchanged $2"
  else
    apply_file "$@"
  fi
}

remove_file() {
  target=$1 path=$2
  owner=$(noted 2 file "$path")
  if [ -z "$owner" ] && is_remarked "$path"; then
    problem "$target" "left alone $path: it is of this profile, but not noted as from here; delete it by hand"
  elif [ -z "$owner" ]; then
    say "$target" "unchanged $path"
  elif [ "$owner" != "$PROFILE" ]; then
    foreign "$target" "$path" "$owner"
  elif [ ! -e "$path" ]; then
    [ "$dry" = yes ] || forget file "$path"
    say "$target" "gone already $path"
  elif [ -L "$path" ] || [ "$(noted 3 file "$path")" != "$(sum_of "$path")" ]; then
    problem "$target" "left alone $path: it was changed by hand"
  elif [ "$dry" = yes ]; then
    say "$target" "would delete $path"
  elif rm -f "$path"; then
    forget file "$path"
    say "$target" "deleted $path"
    changed=yes
  else
    problem "$target" "could not delete $path"
  fi
}

OPEN="# >>> portolan proxy"
CLOSE="# <<< portolan proxy"

# The profile (1), how the lines came there (2: "made" the file, "joined" a last line without its end, or "added"), or
# their checksum (3).
marked() { sed -n "s/^$OPEN of \([a-z0-9-]*\) (\([a-z]*\) \([0-9-]*\)) >>>\$/\\$2/p" "$1"; }
has_mark() { grep -q -e "^$OPEN" -e "^$CLOSE" "$1"; }
is_paired() { [ "$(grep -c "^$OPEN" "$1")" = 1 ] && [ "$(grep -c "^$CLOSE" "$1")" = 1 ]; }
block_of() { awk -v open="$OPEN" -v close_="$CLOSE" 'index($0, close_) == 1 { skip = 0 } skip { print } index($0, open) == 1 { skip = 1 }' "$1"; }
without_block() { awk -v open="$OPEN" -v close_="$CLOSE" 'index($0, open) == 1 { skip = 1 } !skip { print } index($0, close_) == 1 { skip = 0 }' "$1"; }

# The file with $TMP/block where the old block stood, else at its end.
with_block() {
  BLOCK="$TMP/block" awk -v open="$OPEN" -v close_="$CLOSE" '
    function put() { while ((getline line < ENVIRON["BLOCK"]) > 0) print line; done = 1 }
    index($0, open) == 1 { put(); skip = 1 }
    !skip { print }
    index($0, close_) == 1 { skip = 0 }
    END { if (!done) put() }' "$1"
}

# The copy of the lines that were put to a path.
copy_of() { printf '%s/lines-%s' "$STATE" "$(printf '%s' "$1" | cksum | tr ' ' '-')"; }

# The file without the settings of the copy, where they stand one behind the other; false: they do not.
without_settings() {
  awk '
    NR == FNR { if (!/^#/) want[++n] = $0; next }
    { line[++m] = $0 }
    END {
      for (i = 1; i <= m - n + 1 && !at; i++) {
        for (k = 1; k <= n && line[i + k - 1] == want[k]; k++);
        if (k > n) at = i
      }
      for (i = 1; i <= m; i++) if (!at || i < at || i >= at + n) print line[i]
      exit !at
    }' "$(copy_of "$1")" "$1"
}
has_setting() { grep -v '^#' "$(copy_of "$1")" | grep -q -x -F -f - "$1"; }

# What came of the lines at a path: "none" are there, "whole" as they were written, "changed", or "bare" of their marks.
fate_of() {
  if [ ! -e "$1" ]; then
    echo none
  elif ! has_mark "$1"; then
    if [ -n "$(noted 2 block "$1")" ] && [ -e "$(copy_of "$1")" ] && has_setting "$1"; then echo bare; else echo none; fi
  elif is_paired "$1" && [ "$(block_of "$1" | cksum | tr ' ' '-')" = "$(marked "$1" 3)" ]; then
    echo whole
  else
    echo changed
  fi
}

# Whose the lines at a path are: by their mark, else by the notes.
owner_of() {
  { [ ! -e "$1" ] || marked "$1" 1; noted 2 block "$1"; } | sed 1q
}

apply_block() {
  target=$1 path=$2
  printf '%s' "$3" >"$TMP/text"
  if ! may_write "$path"; then
    problem "$target" "left alone $path: $why"
    return 0
  fi
  fate=$(fate_of "$path")
  how=added
  from=$path
  case $fate in
    none)
      if [ ! -e "$path" ]; then
        how=made
        from=/dev/null
      elif [ -s "$path" ] && [ -n "$(tail -c 1 "$path")" ]; then
        how=joined
      fi
      ;;
    whole)
      how=$(marked "$path" 2)
      if [ "$(marked "$path" 3)" = "$(sum_of "$TMP/text")" ] && [ "$(owner_of "$path")" = "$PROFILE" ]; then
        say "$target" "unchanged $path"
        return 0
      fi
      ;;
    changed)
      problem "$target" "left alone $path: what stands between the marks was changed by hand"
      return 0
      ;;
    bare)
      from="$TMP/rest"
      if ! without_settings "$path" >"$from"; then
        problem "$target" "left alone $path: the marks are gone, and some of the lines between them"
        return 0
      fi
      ;;
  esac
  {
    printf '%s of %s (%s %s) >>>\n' "$OPEN" "$PROFILE" "$how" "$(sum_of "$TMP/text")"
    cat "$TMP/text"
    printf '%s of %s <<<\n' "$CLOSE" "$PROFILE"
  } >"$TMP/block"
  with_block "$from" >"$TMP/new"
  if [ "$dry" = yes ]; then
    say "$target" "would write lines of $path"
  elif put "$path" && cat "$TMP/text" >"$(copy_of "$path")" && note block "$target" "$path"; then
    say "$target" "wrote lines of $path"
    changed=yes
  else
    problem "$target" "could not write $path"
  fi
}

# What is left at a path without the lines, in $TMP/new; false: they cannot be told from others.
take_out() {
  if [ "$1" = whole ]; then without_block "$2" >"$TMP/new"; else without_settings "$2" >"$TMP/new"; fi || return 1
  [ "$(marked "$2" 2)" = joined ] || return 0
  case $(tail -n 1 "$2") in
    "$CLOSE"*) printf '%s' "$(cat "$TMP/new")" >"$TMP/rest" && cat "$TMP/rest" >"$TMP/new" ;;
  esac
}

put_rest() {
  if [ "$(marked "$1" 2)" = made ] && [ ! -s "$TMP/new" ]; then rm -f "$1"; else put "$1"; fi
}

forget_block() {
  [ "$dry" = no ] || return 0
  forget block "$1"
  rm -f "$(copy_of "$1")"
}

remove_block() {
  target=$1 path=$2
  fate=$(fate_of "$path")
  owner=$(owner_of "$path")
  if [ "$fate" = none ]; then
    if [ "$owner" = "$PROFILE" ]; then
      forget_block "$path"
      say "$target" "gone already from $path"
    else
      say "$target" "unchanged $path"
    fi
  elif [ -n "$owner" ] && [ "$owner" != "$PROFILE" ]; then
    foreign "$target" "$path" "$owner"
  elif [ "$fate" = changed ]; then
    problem "$target" "left alone $path: what stands between the marks was changed by hand"
  elif ! may_write "$path"; then
    problem "$target" "left alone $path: $why"
  elif ! take_out "$fate" "$path"; then
    problem "$target" "left alone $path: the marks are gone, and some of the lines between them"
  elif [ "$dry" = yes ]; then
    say "$target" "would take lines out of $path"
  elif put_rest "$path"; then
    forget_block "$path"
    say "$target" "took lines out of $path"
    changed=yes
  else
    problem "$target" "could not write $path"
  fi
}

# --- scripts ----------------------------------------------------------------------------------------

run_script() {
  owner=$(noted 2 script "$1")
  if [ "$action" = remove ] && [ -n "$owner" ] && [ "$owner" != "$PROFILE" ]; then
    foreign "$1" "what its script did" "$owner"
  elif [ "$dry" = yes ]; then
    say "$1" "would run its script"
  elif [ "$action" = apply ] && ! make_folder "$STATE"; then
    problem "$1" "could not make $STATE"
  elif ! printf '%s' "$2" | sh -s; then
    problem "$1" "its script failed"
  elif [ "$action" = remove ]; then
    forget script "$1"
  else
    note script - "$1"
  fi
}

# --- places -----------------------------------------------------------------------------------------

run_hook() {
  case $1 in
    dconf)
      dconf update || problem "$2" "dconf update failed"
      # Without sources the database would stay behind, empty.
      if [ "$action" = remove ] && [ -n "$(noted 2 folder /etc/dconf/db/local.d)" ] && [ -z "$(find /etc/dconf/db/local.d -type f)" ]; then
        rm -f /etc/dconf/db/local
      fi
      ;;
    systemd) [ ! -d /run/systemd/system ] || systemctl daemon-reexec || problem "$2" "systemctl daemon-reexec failed" ;;
  esac
}

# Where a target's lines were put.
noted_path() { [ ! -e "$NOTES" ] || sed -n "s/^block [^ ]* $1 //p" "$NOTES" | sed 1q; }

# The path of npm's global file, or nothing: npm says it, and the notes do when npm is gone or has another one now.
npm_path() {
  before=$(noted_path npm)
  if [ "$action" = remove ]; then
    path=$before
    [ -n "$path" ] || say npm unchanged
    return 0
  fi
  path=$(npm config get globalconfig) || path=
  case $path in
    /*) ;;
    *) problem npm "npm does not say where its global file is"; path=; return 0 ;;
  esac
  if [ -n "$before" ] && [ "$before" != "$path" ]; then
    after=$path
    remove_block npm "$before"
    path=$after
  fi
}

place() {
  target=$1 kind=$2 path=$3 needs=$5 hook=$6 text=$7 undo=$8
  [ "$whole" = yes ] || path=$4
  if ! wanted "$target" || [ "$path" = - ]; then return 0; fi
  action=$ACTION
  if [ -z "$text" ] && [ "$action" = apply ]; then
    action=remove
    [ "$told" = "$target" ] || say "$target" "nothing in this profile; what an earlier one put there is taken away"
    told=$target
  fi
  # What is there is taken away even when its program is gone; a script can do nothing without it.
  if [ "$action" = apply ] || [ "$kind" = script ]; then
    # shellcheck disable=SC2086
    if ! present $needs; then
      say "$target" "not here: $needs"
      return 0
    fi
  fi
  if [ "$path" = NPM_GLOBAL ]; then
    npm_path
    [ -n "$path" ] || return 0
  fi
  changed=no
  case $kind-$action in
    file-apply) apply_file "$target" "$path" "$text" ;;
    lines-apply) apply_lines "$target" "$path" "$text" ;;
    file-remove | lines-remove) remove_file "$target" "$path" ;;
    block-apply) apply_block "$target" "$path" "$text" ;;
    block-remove) remove_block "$target" "$path" ;;
    script-apply) run_script "$target" "$text" ;;
    script-remove) run_script "$target" "$undo" ;;
  esac
  [ "$changed" = no ] || run_hook "$hook" "$1"
}

# --- the end ----------------------------------------------------------------------------------------

# Removes folders that it made and that are empty (again), the deepest first; with the last note the notes themselves.
tidy() {
  if [ -e "$NOTES" ]; then
    sed -n '/^folder /p' "$NOTES" >>"$TMP/made"
    grep -q -v '^folder ' "$NOTES" || rm -f "$NOTES"
  fi
  sed 's/^folder - - //' "$TMP/made" | sort -r >"$TMP/folders"
  while IFS= read -r folder; do
    if rmdir "$folder" 2>/dev/null; then forget folder "$folder"; fi
  done <"$TMP/folders"
}

told=
# Piped into a shell, the script is its own input, which no program may read.
each_place </dev/null
[ "$dry" = yes ] || tidy
exit "$problems"
