/** How does install.sh write, note and take away whole files? Pure: the second part of the program's fixed text. */

/**
 * Whatever is put somewhere is noted under $STATE with the profile whose it is, so that only that profile takes it away, and
 * only as it was left. New text waits in $TMP/new; `dry`, `changed`, `say` and `problem` are the program's.
 */
export const SH_FILES = String.raw`
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
`;
