/** How does doctor.sh try a page through a route and direct? Pure: fixed text of a POSIX shell program. */

/** A part of the program in `./program.ts`. */
export const PAGES = String.raw`
# --- the pages ------------------------------------------------------------------------------------

# The status of the page through a proxy ($1: curl's name for it) or direct ($1 empty); 000 when there was none.
page_status() {
  if [ -z "$1" ]; then
    curl -q -s -o /dev/null -w '%{http_code} %{http_connect}' --noproxy '*' --connect-timeout 5 -m 10 "$PAGE_URL" 2>/dev/null
  else
    curl -q -s -o /dev/null -w '%{http_code} %{http_connect}' --noproxy '' --connect-timeout 5 -m 10 -x "$1" "$PAGE_URL" 2>/dev/null
  fi
}

curl_scheme() {
  case $1 in
    socks5) echo socks5h ;;
    socks4) echo socks4a ;;
    *) echo "$1" ;;
  esac
}

# Tries the page once. Sets page: ok, login (the proxy asks for one first), failed.
try_page() {
  answer=$(page_status "$1") || true
  case $answer in
    *407*) page=login ;;
    [23][0-9][0-9]\ *) page=ok ;;
    *) page=failed ;;
  esac
}

page_json() {
  printf '%s{"route":"%s","page":"%s","via":' "$comma" "$1" "$page"
  as_json_or_null "$via"
  printf '}'
  comma=,
}

# A route as a client takes it: the first entry that lets a connection come about.
try_route() {
  route=$1
  page=failed
  via=-
  for entry in $2; do
    if [ "$entry" = direct ]; then
      try_page ''
    else
      try_page "$(sed -n "s/^$entry \([^ ]*\) [^ ]* [^ ]* \([^ ]*\) .*/\1 \2/p" "$work/seen" | { read -r kind where; echo "$(curl_scheme "$kind")://$where"; })"
    fi
    via=$entry
    if [ "$page" != failed ]; then break; fi
  done
  if [ "$page" = failed ]; then via=-; count problem; fi
  page_json "$route" >>"$work/routes.json"
  {
    case $page in
      ok) printf '%-20s the page came, via %s\n' "$route" "$via" ;;
      login) printf '%-20s %s asks for a login first, and was given none\n' "$route" "$via" ;;
      *) printf '%-20s no page came through it\n' "$route" ;;
    esac
  } >>"$work/pages"
}

try_direct() {
  via=-
  try_page ''
  verdict=ok
  case $DIRECT_EXPECTED:$page in
    reachable:failed) verdict=problem ;;
    unreachable:ok) verdict=problem ;;
  esac
  count "$verdict"
  printf '{"page":"%s","expected":"%s","verdict":"%s"}' "$page" "$DIRECT_EXPECTED" "$verdict" >"$work/direct.json"
  {
    case $page:$verdict in
      ok:ok) printf '%-20s the page came\n' direct ;;
      ok:problem) printf '%-20s the page came, although the policy says that clients here cannot go direct\n' direct ;;
      *:problem) printf '%-20s no page came, although the policy lets clients here go direct\n' direct ;;
      *) printf '%-20s no page came\n' direct ;;
    esac
  } >>"$work/pages"
}
`;
