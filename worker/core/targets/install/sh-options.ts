/** What may be said to install.sh, and where does it keep its own notes? Pure: the first part of the program's fixed text. */

/**
 * Reads the command line into `dry`, `only` and ACTION, and makes $TMP, a private folder that goes with the script. The
 * variables of the data: PROFILE, ACTION, ALL (names of targets), home (where HOME is set).
 */
export const SH_OPTIONS = String.raw`
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
    --only=*) choose "${'$'}{1#--only=}" ;;
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
  home=${'$'}{home%/}
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
`;
