/** How does doctor.sh connect, say something and hear the answer? Pure: fixed text of a POSIX shell program. */

/** A part of the program in `./program.ts`. */
export const CONNECTIONS = String.raw`
# --- connections ---------------------------------------------------------------------------------

# Runs a command for at most so many seconds.
limited() {
  limit=$1
  shift
  "$@" </dev/null &
  talker=$!
  ticks=$((limit * 5))
  while kill -0 "$talker" 2>/dev/null; do
    if [ "$ticks" -le 0 ]; then hang_up; return 124; fi
    ticks=$((ticks - 1))
    tick
  done
  wait "$talker"
  code=$?
  talker=
  return "$code"
}

by_words() {
  if grep -qiE 'not known|resolv|bad address|no address|could not' "$work/error"; then state=unresolved
  elif grep -qiE 'refused' "$work/error"; then state=closed
  elif grep -qiE 'timed? ?out|no route|unreachable|not permitted|prohibited' "$work/error"; then state=filtered
  else state=closed
  fi
}

# Can a connection be made to $host and $port? Sets state: open, closed, filtered, unresolved.
reach() {
  : >"$work/error"
  code=0
  case $raw in
    bash)
      # bash is to expand them, not this shell.
      # shellcheck disable=SC2016
      limited 3 bash -c 'exec 3<>"/dev/tcp/$1/$2"' doctor "$host" "$port" 2>"$work/error" || code=$?
      ;;
    nc)
      if [ "$nc_looks" = yes ]; then
        limited 4 nc -v -z -w 3 "$host" "$port" >/dev/null 2>"$work/error" || code=$?
      else
        limited 4 nc -w 3 "$host" "$port" >/dev/null 2>"$work/error" || code=$?
        # Still there after its own connect time: it has connected.
        if [ "$code" -eq 124 ]; then code=0; fi
      fi
      ;;
    curl)
      connected=$(curl -q -s -o /dev/null -w '%{time_connect}' --noproxy '*' --connect-timeout 3 -m 3 "http://$authority/" 2>"$work/error") || code=$?
      # A time other than 0 means that the connection stood, whatever was said on it.
      if [ -n "$(echo "$connected" | tr -d '0.,')" ]; then state=open; return; fi
      case $code in
        6) state=unresolved ;;
        28) state=filtered ;;
        *) state=closed ;;
      esac
      return
      ;;
  esac
  case $code in
    0) state=open ;;
    124) state=filtered ;;
    *) by_words ;;
  esac
}

# Says $1 (octal escapes) on a new connection. The first words of the answer are in $work/reply, ended says whether the
# other side hung up without one.
talk() {
  : >"$work/reply"
  ended=no
  case $raw in
    bash)
      # shellcheck disable=SC2016
      bash -c 'exec 3<>"/dev/tcp/$1/$2" || exit 7; printf %b "$3" >&3; exec dd bs=4096 count=1 <&3 2>/dev/null' \
        doctor "$host" "$port" "$1" </dev/null >"$work/reply" 2>/dev/null &
      ;;
    nc)
      if [ "$nc_looks" = yes ]; then
        printf %b "$1" >"$work/request"
        nc -w 4 "$host" "$port" <"$work/request" >"$work/reply" 2>/dev/null &
      else
        # busybox ends its own half of the connection with its input, and some proxies give up then.
        { printf %b "$1"; sleep 4; } 2>/dev/null | nc -w 4 "$host" "$port" >"$work/reply" 2>/dev/null &
      fi
      ;;
    curl)
      { printf %b "$1"; sleep 4; } 2>/dev/null |
        curl -q -s -N --noproxy '*' --connect-timeout 3 -m 4 "telnet://$authority" >"$work/reply" 2>/dev/null &
      ;;
  esac
  talker=$!
  ticks=14
  while [ "$ticks" -gt 0 ]; do
    if [ -s "$work/reply" ]; then tick; break; fi
    if ! kill -0 "$talker" 2>/dev/null; then
      if [ ! -s "$work/reply" ]; then ended=yes; fi
      break
    fi
    ticks=$((ticks - 1))
    tick
  done
  hang_up
  if [ -s "$work/reply" ]; then spoke=yes; fi
  if [ "$ended" = yes ]; then hung=yes; fi
}
`;
