/** What does install.sh do on a machine? Pure: the fixed text of the program; the profile's data comes before it. */
import { SH_BLOCKS } from './sh-blocks.ts';
import { SH_FILES } from './sh-files.ts';
import { SH_OPTIONS } from './sh-options.ts';

/**
 * `each_place` calls `place` for every place with: target, kind, path for root, path for others (`-`: none), what it needs,
 * hook, text, text that undoes it. Without a text the profile has nothing for the place, and what an earlier one put there
 * is taken away.
 */
const PLACES = `
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
`;

/** POSIX sh with awk, cksum, mktemp and the usual small tools. */
export const INSTALL_SH_PROGRAM = `${SH_OPTIONS}${SH_FILES}${SH_BLOCKS}${PLACES}`;
