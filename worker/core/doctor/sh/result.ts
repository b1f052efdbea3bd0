/** How does doctor.sh put everything together, print it and send it? Pure: fixed text of a POSIX shell program. */

/** A part of the program in `./program.ts`. */
export const RESULT = String.raw`
# --- all together ---------------------------------------------------------------------------------

: >"$work/table"
: >"$work/pages"
: >"$work/seen"
: >"$work/proxies.json"
: >"$work/routes.json"
printf 'null' >"$work/direct.json"

each_proxy look_at
comma=
if [ -z "$PAGE_URL" ]; then
  echo "No page was tried: the service gave none." >>"$work/pages"
elif ! have curl; then
  echo "No page was tried: that needs curl." >>"$work/pages"
else
  each_route try_route
  try_direct
fi

{
  printf '{"doctor":1,"profile":"%s","zone":' "$PROFILE"
  as_json_or_null "$ZONE"
  printf ',"tool":"%s","proxies":[' "$raw"
  cat "$work/proxies.json"
  printf '],"routes":['
  cat "$work/routes.json"
  printf '],"direct":'
  cat "$work/direct.json"
  printf ',"problems":%s}\n' "$problems"
} >"$work/result.json"

if [ "$json" = yes ]; then
  cat "$work/result.json"
else
  echo "Profile $PROFILE, seen from here (connections by $raw)"
  echo
  row PROXY EXPECTED STATE SPEAKS AUTHENTICATION VERDICT
  cat "$work/table"
  echo
  cat "$work/pages"
  echo
  case $problems in
    0) echo "Everything is as expected." ;;
    1) echo "1 problem." ;;
    *) echo "$problems problems." ;;
  esac
fi

# The administrator's side takes 16 KiB. A result beyond that is cut down to its counts.
if [ "$(wc -c <"$work/result.json")" -gt 16384 ]; then
  printf '{"doctor":1,"profile":"%s","zone":%s,"tool":"%s","proxies":[],"routes":[],"direct":%s,"problems":%s,"shortened":true}\n' \
    "$PROFILE" "$(as_json_or_null "$ZONE")" "$raw" "$(cat "$work/direct.json")" "$problems" >"$work/report.json"
else
  cp "$work/result.json" "$work/report.json"
fi

# Sends the result; without curl by hand, which only http allows.
send_report() {
  if have curl; then
    curl -q -sf -o /dev/null -m 15 -H 'Content-Type: application/json' --data-binary "@$work/report.json" "$REPORT_URL"
    return
  fi
  case $REPORT_URL in
    http://*) ;;
    *) return 1 ;;
  esac
  rest=$(echo "$REPORT_URL" | sed 's,^http://,,')
  authority=$(echo "$rest" | sed 's,/.*,,')
  target=/$(echo "$rest" | sed 's,^[^/]*/*,,')
  host=$(echo "$authority" | sed 's,:[0-9]*$,,; s,[][],,g')
  port=$(echo "$authority" | sed -n 's,.*:\([0-9]*\)$,\1,p')
  if [ -z "$port" ]; then port=80; fi
  length=$(wc -c <"$work/report.json" | tr -d ' ')
  talk "POST $target HTTP/1.1\0015\0012Host: $authority\0015\0012Content-Type: application/json\0015\0012Content-Length: $length\0015\0012Connection: close\0015\0012\0015\0012$(cat "$work/report.json")\0012"
  case $(status) in
    2*) return 0 ;;
    *) return 1 ;;
  esac
}

if [ "$report" = yes ]; then
  if send_report; then echo "The result was sent to the administrator." >&2
  else echo "doctor: the result could not be sent" >&2
  fi
fi

[ "$problems" -eq 0 ]
`;
