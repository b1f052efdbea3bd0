/** What does install.sh do on a machine? Pure: the fixed text of the program; the profile's data comes before it. */

/**
 * POSIX sh with awk, cksum and the usual small tools. `each_place` calls `place` for every
 * place with: target, kind, path for root, path for others (`-`: none), what it needs, hook, text, text that undoes it.
 * What it wrote is noted with its checksum under $STATE, so that a file is only ever taken away as it was left.
 */
export const INSTALL_SH_PROGRAM = String.raw`
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
`;
