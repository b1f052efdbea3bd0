/** How does install.sh put lines into files that others write too, and take them out? Pure: the third part of the program's fixed text. */

/**
 * The opening mark names the profile, how the lines came there, and their checksum, so that a program that writes its own
 * settings between the marks is noticed. Programs that drop all remarks (npm) are met with a copy of the lines under $STATE.
 */
export const SH_BLOCKS = String.raw`
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
`;
