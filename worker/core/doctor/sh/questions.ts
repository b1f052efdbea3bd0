/** What does doctor.sh ask a listener, and what do the answers mean? Pure: fixed text of a POSIX shell program. */

/** A part of the program in `./program.ts`. */
export const QUESTIONS = `
# --- the questions --------------------------------------------------------------------------------

ask_http() {
  talk "$SAY_CONNECT"
  kind=$(signature)
  tunnel=
  if [ "$kind" = http ]; then
    if is_tor; then follow socks5; return; fi
    if wants_tls; then follow tls; return; fi
    if plain_words http-proxy; then return 0; fi
    tunnel=$(status)
  else
    if [ "$kind" != none ]; then follow "$kind"; return; fi
    if [ "$ended" = no ]; then return 1; fi
  fi
  talk "$SAY_ABSOLUTE"
  if [ "$(signature)" != http ]; then
    case $tunnel in
      '') return 1 ;;
      403) is http-proxy - acl-denied ;;
      2* | 500 | 502 | 503 | 504) is http-proxy none no-auth ;;
      *) is http-server - - ;;
    esac
    return 0
  fi
  if wants_tls; then follow tls; return; fi
  if plain_words http-proxy; then return 0; fi
  absolute=$(status)
  if marked; then mark=yes; else mark=no; fi
  talk "$SAY_ORIGIN"
  origin=$(status)
  case $absolute in
    1* | 2* | 3* | 401)
      case $tunnel in
        2*) if [ "$origin" != "$absolute" ]; then is http-proxy none no-auth; return 0; fi ;;
      esac
      is http-server - -
      return 0
      ;;
  esac
  if [ "$origin" = "$absolute" ] && [ "$mark" = no ]; then is http-server - -
  elif [ "$absolute" = 403 ]; then is http-proxy - acl-denied
  else is http-proxy none no-auth
  fi
}

ask_socks5() {
  talk "$SAY_SOCKS5"
  case $(first_bytes) in
    0500*) is socks5 none no-auth ;;
    0501*) is socks5 gssapi auth-required ;;
    0502*) is socks5 username auth-required ;;
    05 | 05ff*) ask_methods ;;
    *) kind=$(signature)
      if [ "$kind" = socks5 ]; then return 1; fi
      follow "$kind" ;;
  esac
}

ask_methods() {
  talk "$SAY_SOCKS5_ALL"
  case $(first_bytes) in
    0500*) is socks5 none no-auth ;;
    0501*) is socks5 gssapi auth-required ;;
    0502*) is socks5 username auth-required ;;
    0580*) is socks5 private auth-required ;;
    *) is socks5 - acl-denied ;;
  esac
}

ask_socks4() {
  talk "$SAY_SOCKS4"
  case $(first_bytes) in
    005a*) is socks4 none no-auth ;;
    005b*) is socks4 - - ;;
    005c* | 005d*) is socks4 ident auth-required ;;
    *) kind=$(signature)
      if [ "$kind" = socks4 ]; then return 1; fi
      follow "$kind" ;;
  esac
}

ask_tls() {
  talk "$SAY_HELLO"
  kind=$(signature)
  if [ "$kind" != tls ]; then
    if [ "$kind" = none ]; then return 1; fi
    follow "$kind"
    return
  fi
  is tls-server - -
  aside=certificate
  if ! have curl; then aside=no-curl; return 0; fi
  code=0
  curl -q -s -D "$work/reply" -o /dev/null --noproxy '' -m 6 -x "https://$authority" https://probe.invalid/ 2>/dev/null || code=$?
  # 35, 51, 53, 58, 60, 77, 80, 83, 90, 91: the handshake or the certificate (curl.se/libcurl/c/libcurl-errors.html).
  case $code in
    35 | 51 | 53 | 58 | 60 | 77 | 80 | 83 | 90 | 91) return 0 ;;
  esac
  aside=-
  if plain_words https-proxy; then return 0; fi
  case $(status) in
    403) is https-proxy - acl-denied ;;
    2* | 500 | 502 | 503 | 504) is https-proxy none no-auth ;;
  esac
  return 0
}

# What listens at $host and $port? Sets speaks, auth, exposure and aside.
classify() {
  spoke=no
  hung=no
  followed=0
  aside=-
  case $scheme in
    http) order='http socks5 tls socks4' ;;
    https) order='tls http socks5 socks4' ;;
    socks5) order='socks5 http tls socks4' ;;
    *) order='socks4 socks5 http tls' ;;
  esac
  for question in $order; do
    if "ask_$question"; then return 0; fi
  done
  if [ "$spoke" = yes ]; then is unknown - -
  elif [ "$hung" = yes ]; then is unknown - -; aside=hangs-up
  else is silent - -
  fi
}
`;
