#!/bin/sh
# shellcheck disable=SC2016
# Sets a machine up for Portolan profile hq. Run: sh install.sh --help
set -eu
umask 022
LC_ALL=C
export LC_ALL
PROFILE='hq'
ACTION='remove'
ALL='environment shell-profile systemd-environment gnome-dconf apt chrome-policy edge-policy firefox-policies docker-client git npm pip curl maven macos-networksetup'
each_place() {
  :
  place 'environment' 'block' '/etc/environment' '-' '/etc/pam.d' '-' '# Portolan profile hq
http_proxy=http://proxy_1.xn--bcher-kva.example:3128
https_proxy=http://proxy_1.xn--bcher-kva.example:3128
ftp_proxy=http://proxy_1.xn--bcher-kva.example:3128
no_proxy=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8
HTTP_PROXY=http://proxy_1.xn--bcher-kva.example:3128
HTTPS_PROXY=http://proxy_1.xn--bcher-kva.example:3128
FTP_PROXY=http://proxy_1.xn--bcher-kva.example:3128
NO_PROXY=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8
' ''
  place 'shell-profile' 'file' '/etc/profile.d/portolan-proxy.sh' '-' '/etc/profile.d' '-' '# shellcheck shell=sh
# Portolan profile hq
export http_proxy='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export https_proxy='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export ftp_proxy='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export no_proxy='\''localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'\''
export HTTP_PROXY='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export HTTPS_PROXY='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export FTP_PROXY='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export NO_PROXY='\''localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'\''
' ''
  place 'shell-profile' 'block' '-' 'HOME/.profile' '' '-' '# shellcheck shell=sh
# Portolan profile hq
export http_proxy='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export https_proxy='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export ftp_proxy='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export no_proxy='\''localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'\''
export HTTP_PROXY='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export HTTPS_PROXY='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export FTP_PROXY='\''http://proxy_1.xn--bcher-kva.example:3128'\''
export NO_PROXY='\''localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'\''
' ''
  place 'systemd-environment' 'file' '/etc/systemd/system.conf.d/portolan-proxy.conf' '-' 'systemctl' 'systemd' '# Portolan profile hq
[Manager]
DefaultEnvironment="http_proxy=http://proxy_1.xn--bcher-kva.example:3128"
DefaultEnvironment="https_proxy=http://proxy_1.xn--bcher-kva.example:3128"
DefaultEnvironment="ftp_proxy=http://proxy_1.xn--bcher-kva.example:3128"
DefaultEnvironment="no_proxy=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8"
DefaultEnvironment="HTTP_PROXY=http://proxy_1.xn--bcher-kva.example:3128"
DefaultEnvironment="HTTPS_PROXY=http://proxy_1.xn--bcher-kva.example:3128"
DefaultEnvironment="FTP_PROXY=http://proxy_1.xn--bcher-kva.example:3128"
DefaultEnvironment="NO_PROXY=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8"
' ''
  place 'gnome-dconf' 'file' '/etc/dconf/db/local.d/locks/portolan-proxy' '-' 'dconf' '-' '/system/proxy/mode
/system/proxy/autoconfig-url
/system/proxy/ignore-hosts
/system/proxy/http/host
/system/proxy/http/port
/system/proxy/https/host
/system/proxy/https/port
' ''
  place 'gnome-dconf' 'lines' '/etc/dconf/profile/user' '-' 'dconf' '-' 'user-db:user
system-db:local
' ''
  place 'gnome-dconf' 'file' '/etc/dconf/db/local.d/00-portolan-proxy' '-' 'dconf' 'dconf' '# Portolan profile hq

[system/proxy]
mode='\''auto'\''
autoconfig-url='\''https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?a=$(id)&b=%27%22%25PATH%25;c!*+'\''
' ''
  place 'apt' 'file' '/etc/apt/apt.conf.d/95portolan-proxy' '-' 'apt-get' '-' '# Portolan profile hq
Acquire::http::Proxy "http://proxy_1.xn--bcher-kva.example:3128/";
Acquire::http::Proxy::corp.example "DIRECT";
Acquire::https::Proxy "http://proxy_1.xn--bcher-kva.example:3128/";
Acquire::https::Proxy::corp.example "DIRECT";
' ''
  place 'chrome-policy' 'file' '/etc/opt/chrome/policies/managed/portolan-proxy.json' '-' 'google-chrome /opt/google/chrome' '-' '{
  "ProxySettings": {
    "ProxyMode": "pac_script",
    "ProxyPacUrl": "https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?a=$(id)&b=%27%22%25PATH%25;c!*+"
  }
}
' ''
  place 'chrome-policy' 'file' '/etc/chromium/policies/managed/portolan-proxy.json' '-' 'chromium chromium-browser' '-' '{
  "ProxySettings": {
    "ProxyMode": "pac_script",
    "ProxyPacUrl": "https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?a=$(id)&b=%27%22%25PATH%25;c!*+"
  }
}
' ''
  place 'edge-policy' 'file' '/etc/opt/edge/policies/managed/portolan-proxy.json' '-' 'microsoft-edge /opt/microsoft/msedge' '-' '{
  "ProxySettings": {
    "ProxyMode": "pac_script",
    "ProxyPacUrl": "https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?a=$(id)&b=%27%22%25PATH%25;c!*+"
  }
}
' ''
  place 'firefox-policies' 'file' '/etc/firefox/policies/policies.json' '-' 'firefox firefox-esr' '-' '{
  "policies": {
    "Proxy": {
      "Mode": "autoConfig",
      "AutoConfigURL": "https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?a=$(id)&b=%27%22%25PATH%25;c!*+",
      "UseProxyForDNS": true,
      "Locked": true
    }
  }
}
' ''
  place 'docker-client' 'file' '-' 'HOME/.docker/config.json' 'docker' '-' '{
  "proxies": {
    "default": {
      "httpProxy": "http://proxy_1.xn--bcher-kva.example:3128",
      "httpsProxy": "http://proxy_1.xn--bcher-kva.example:3128",
      "noProxy": "localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8"
    }
  }
}
' ''
  place 'git' 'block' '/etc/gitconfig' 'HOME/.gitconfig' 'git' '-' '# Portolan profile hq
[http]
	proxy = "http://proxy_1.xn--bcher-kva.example:3128"
[http "http://corp.example"]
	proxy = ""
[http "https://corp.example"]
	proxy = ""
[http "http://*.corp.example"]
	proxy = ""
[http "https://*.corp.example"]
	proxy = ""
' ''
  place 'npm' 'block' 'NPM_GLOBAL' 'HOME/.npmrc' 'npm' '-' '# Portolan profile hq
proxy=http://proxy_1.xn--bcher-kva.example:3128
https-proxy=http://proxy_1.xn--bcher-kva.example:3128
noproxy=localhost,127.0.0.1,::1,corp.example
' ''
  place 'pip' 'file' '/etc/pip.conf' 'HOME/.config/pip/pip.conf' 'pip pip3' '-' '# Portolan profile hq
[global]
proxy = http://proxy_1.xn--bcher-kva.example:3128
' ''
  place 'curl' 'block' '-' 'HOME/.curlrc' 'curl' '-' '# Portolan profile hq
proxy = "http://proxy_1.xn--bcher-kva.example:3128"
noproxy = "localhost,127.0.0.1,::1,corp.example,10.0.0.0/8"
' ''
  place 'maven' 'file' '-' 'HOME/.m2/settings.xml' 'mvn' '-' '<?xml version="1.0" encoding="UTF-8"?>
<!-- Portolan profile hq -->
<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0">
  <proxies>
    <proxy>
      <id>portolan-http</id>
      <active>true</active>
      <protocol>http</protocol>
      <host>proxy_1.xn--bcher-kva.example</host>
      <port>3128</port>
      <nonProxyHosts>localhost|127.*|[::1]|corp.example|*.corp.example|10.*</nonProxyHosts>
    </proxy>
  </proxies>
</settings>
' ''
  place 'macos-networksetup' 'script' '' '-' 'networksetup' '-' '#!/bin/sh
# shellcheck disable=SC2016
# Portolan profile hq
set -eu
ACTION='\''apply'\''
WANTED='\''auto|Yes|https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?a=$(id)&b=%27%22%25PATH%25;c!*+&for=apple|
web|No||
secure|No||
socks|No||'\''
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

apply() {
  if [ "$(snapshot "$1" | effective)" = "$(printf '\''%s\n'\'' "$WANTED" | effective)" ]; then
    echo "portolan: $1: unchanged"
    return
  fi
  file=$(kept "$1")
  mkdir -p "$STATE"
  [ -e "$file" ] || snapshot "$1" >"$file"
  printf '\''%s\n'\'' "$WANTED" | restore "$1"
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
' '#!/bin/sh
# shellcheck disable=SC2016
# Takes the proxy of Portolan profile hq away
set -eu
ACTION='\''remove'\''
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

apply() {
  if [ "$(snapshot "$1" | effective)" = "$(printf '\''%s\n'\'' "$WANTED" | effective)" ]; then
    echo "portolan: $1: unchanged"
    return
  fi
  file=$(kept "$1")
  mkdir -p "$STATE"
  [ -e "$file" ] || snapshot "$1" >"$file"
  printf '\''%s\n'\'' "$WANTED" | restore "$1"
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
'
}
usage() {
  echo "Usage: sh install.sh [--dry-run] [--remove] [--only TARGET[,TARGET]]"
  echo "Sets this machine (as root) or this user up for the proxies of profile $PROFILE."
  echo "  --dry-run  says what would be done, and does nothing"
  echo "  --remove   takes away what this script put there"
  echo "  --only     only these: $ALL"
  echo "Ends with 0: done; 1: something was left as it is; 2: wrong usage."
}

dry=no
only=
problems=0
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry=yes ;;
    --remove) ACTION=remove ;;
    --only)
      [ $# -gt 1 ] || { usage >&2; exit 2; }
      only="$only,$2"
      shift
      ;;
    --only=*) only="$only,$(printf '%s' "$1" | sed 's/^--only=//')" ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
for name in $(printf '%s' "$only" | tr ',' ' '); do
  case " $ALL " in
    *" $name "*) ;;
    *) echo "portolan: there is no target $name here" >&2; exit 2 ;;
  esac
done

if [ "$(id -u)" = 0 ]; then
  whole=yes
  STATE=/var/lib/portolan/install
else
  whole=no
  [ -n "$HOME" ] || { echo "portolan: HOME is not set" >&2; exit 2; }
  STATE="$HOME/.local/state/portolan/install"
fi
NOTES="$STATE/notes"
OPEN="# >>> portolan proxy"
CLOSE="# <<< portolan proxy"

say() { echo "portolan: $1: $2"; }
problem() { say "$1" "$2"; problems=1; }

wanted() {
  [ -n "$only" ] || return 0
  case "$only," in
    *",$1,"*) return 0 ;;
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

# --- notes: "file CHECKSUM PATH" and "folder PATH" --------------------------------------------------

sum_of() { cksum <"$1" | tr ' ' '-'; }
noted() { [ -e "$NOTES" ] && grep -q -x -F "$1" "$NOTES"; }
noted_file() { [ -e "$NOTES" ] && awk -v path="$1" '$1 == "file" && substr($0, index($0, $3)) == path { found = 1 } END { exit !found }' "$NOTES"; }
note() { mkdir -p "$STATE"; noted "$1" || printf '%s\n' "$1" >>"$NOTES"; }
forget_file() {
  awk -v path="$1" '!($1 == "file" && substr($0, index($0, $3)) == path)' "$NOTES" >"$NOTES.new"
  mv "$NOTES.new" "$NOTES"
}

# Makes the folder of a path, noting what was not there.
make_folder() {
  folder=$(dirname "$1")
  [ ! -d "$folder" ] || return 0
  make_folder "$folder"
  folder=$(dirname "$1")
  mkdir "$folder"
  note "folder $folder"
}

# --- whole files ----------------------------------------------------------------------------------

apply_file() {
  target=$1 path=$2 text=$3
  if [ -e "$path" ] && printf '%s' "$text" | cmp -s - "$path"; then
    say "$target" "unchanged $path"
  elif [ -e "$path" ] && ! noted_file "$path"; then
    problem "$target" "left alone $path: it is not from here; merge it by hand"
  elif [ -e "$path" ] && ! noted "file $(sum_of "$path") $path"; then
    problem "$target" "left alone $path: it was changed by hand"
  elif [ "$dry" = yes ]; then
    say "$target" "would write $path"
  else
    make_folder "$path"
    printf '%s' "$text" >"$path.portolan-new"
    mv "$path.portolan-new" "$path"
    ! noted_file "$path" || forget_file "$path"
    note "file $(sum_of "$path") $path"
    say "$target" "wrote $path"
    changed=yes
  fi
}

# Whether the file has every line of the text.
has_lines() {
  [ "$(printf '%s' "$2" | grep -c '')" = "$(printf '%s' "$2" | grep -c -x -F -f "$1")" ]
}

apply_lines() {
  if [ -e "$2" ] && has_lines "$2" "$3"; then
    say "$1" "unchanged $2"
  else
    apply_file "$@"
  fi
}

remove_file() {
  target=$1 path=$2
  if ! noted_file "$path"; then
    say "$target" "unchanged $path"
  elif [ ! -e "$path" ]; then
    [ "$dry" = yes ] || forget_file "$path"
    say "$target" "gone already $path"
  elif ! noted "file $(sum_of "$path") $path"; then
    problem "$target" "left alone $path: it was changed by hand"
  elif [ "$dry" = yes ]; then
    say "$target" "would delete $path"
  else
    rm "$path"
    forget_file "$path"
    say "$target" "deleted $path"
    changed=yes
  fi
}

# --- lines in files of others -----------------------------------------------------------------------

# How the lines were added: "made" the file, "joined" a last line without its end, or "added".
how_of() { sed -n "s/^$OPEN (\([a-z]*\)) >>>\$/\1/p" "$1"; }
without_block() { awk -v open="$OPEN" -v close_="$CLOSE" 'index($0, open) == 1 { skip = 1 } !skip { print } index($0, close_) == 1 { skip = 0 }' "$1"; }
block_of() { awk -v open="$OPEN" -v close_="$CLOSE" 'index($0, close_) == 1 { skip = 0 } skip { print } index($0, open) == 1 { skip = 1 }' "$1"; }
is_whole() { [ "$(grep -c "^$OPEN" "$1")" = 1 ] && [ "$(grep -c "^$CLOSE" "$1")" = 1 ]; }
has_mark() { grep -q -e "^$OPEN" -e "^$CLOSE" "$1"; }

apply_block() {
  target=$1 path=$2 text=$3
  if [ ! -e "$path" ]; then
    how=made
  elif ! has_mark "$path"; then
    how=added
    [ ! -s "$path" ] || [ -z "$(tail -c 1 "$path")" ] || how=joined
  elif is_whole "$path"; then
    how=$(how_of "$path")
    if [ "$(block_of "$path")" = "$(printf '%s' "$text")" ]; then
      say "$target" "unchanged $path"
      return 0
    fi
  else
    problem "$target" "left alone $path: its marks were changed by hand"
    return 0
  fi
  if [ "$dry" = yes ]; then
    say "$target" "would write lines of $path"
    return 0
  fi
  make_folder "$path"
  [ -e "$path" ] || : >"$path"
  {
    without_block "$path"
    printf '%s (%s) >>>\n' "$OPEN" "$how"
    printf '%s' "$text"
    printf '%s <<<\n' "$CLOSE"
  } >"$path.portolan-new"
  cat "$path.portolan-new" >"$path"
  rm "$path.portolan-new"
  say "$target" "wrote lines of $path"
  changed=yes
}

remove_block() {
  target=$1 path=$2
  if [ ! -e "$path" ] || ! has_mark "$path"; then
    say "$target" "unchanged $path"
  elif ! is_whole "$path"; then
    problem "$target" "left alone $path: its marks were changed by hand"
  elif [ "$dry" = yes ]; then
    say "$target" "would take lines out of $path"
  else
    how=$(how_of "$path")
    without_block "$path" >"$path.portolan-new"
    if [ "$how" = made ] && [ ! -s "$path.portolan-new" ]; then
      rm "$path"
    elif [ "$how" = joined ]; then
      printf '%s' "$(cat "$path.portolan-new")" >"$path"
    else
      cat "$path.portolan-new" >"$path"
    fi
    rm "$path.portolan-new"
    say "$target" "took lines out of $path"
    changed=yes
  fi
}

# --- scripts ----------------------------------------------------------------------------------------

run_script() {
  if [ "$dry" = yes ]; then
    say "$1" "would run its script"
    return 0
  fi
  printf '%s' "$2" | sh -s || problem "$1" "its script failed"
}

# --- places -----------------------------------------------------------------------------------------

run_hook() {
  case $1 in
    dconf)
      dconf update || problem "$2" "dconf update failed"
      # Without sources the database would stay behind, empty.
      if [ "$ACTION" = remove ] && noted "folder /etc/dconf/db/local.d" && [ -z "$(find /etc/dconf/db/local.d -type f)" ]; then
        rm -f /etc/dconf/db/local
      fi
      ;;
    systemd) [ ! -d /run/systemd/system ] || systemctl daemon-reexec || problem "$2" "systemctl daemon-reexec failed" ;;
  esac
}

place() {
  target=$1 kind=$2 path=$3 needs=$5 hook=$6 text=$7 undo=$8
  [ "$whole" = yes ] || path=$4
  if ! wanted "$target" || [ "$path" = - ]; then return 0; fi
  # shellcheck disable=SC2086
  if ! present $needs; then
    say "$target" "not here: $needs"
    return 0
  fi
  case $path in
    HOME/*) path="$HOME/$(printf '%s' "$path" | sed 's/^HOME.//')" ;;
    NPM_GLOBAL) path=$(npm config get globalconfig) ;;
  esac
  changed=no
  case $kind-$ACTION in
    file-apply) apply_file "$target" "$path" "$text" ;;
    file-remove) remove_file "$target" "$path" ;;
    lines-apply) apply_lines "$target" "$path" "$text" ;;
    lines-remove) remove_file "$target" "$path" ;;
    block-apply) apply_block "$target" "$path" "$text" ;;
    block-remove) remove_block "$target" "$path" ;;
    script-apply) run_script "$target" "$text" ;;
    script-remove) run_script "$target" "$undo" ;;
  esac
  [ "$changed" = no ] || run_hook "$hook" "$1"
}

each_place

# Folders that it made and that are empty again, the deepest first.
if [ "$ACTION" = remove ] && [ "$dry" = no ] && [ -e "$NOTES" ]; then
  sed -n 's/^folder //p' "$NOTES" | sort -r | while IFS= read -r folder; do
    ! rmdir "$folder" 2>/dev/null || sed "\|^folder $folder\$|d" "$NOTES" >"$NOTES.new"
    [ ! -e "$NOTES.new" ] || mv "$NOTES.new" "$NOTES"
  done
  if [ ! -s "$NOTES" ]; then
    rm "$NOTES"
    rmdir -p "$STATE" 2>/dev/null || :
  fi
fi
exit "$problems"
